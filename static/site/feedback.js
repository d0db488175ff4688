/* Comfort only. */
(() => {
const d = document;

/* The answer replaces the question; if that fails, a vote is sent as usual, words stay. */
d.addEventListener('submit', async event => {
  const { target: form, submitter } = event, old = form.closest('.feedback');
  if (!old || form.dataset.plain) return;
  event.preventDefault();
  try {
    const body = new URLSearchParams(new FormData(form, submitter));
    old.inert = true;
    const html = await (await fetch(form.action, { method: 'POST', body })).text();
    const next = new DOMParser().parseFromString(html, 'text/html').querySelector('.feedback');
    const sheet = next.querySelector('link'), script = next.querySelector('script');
    await new Promise(done => {
      sheet.onload = sheet.onerror = done;
      d.head.append(sheet);
    });
    const at = next.querySelector('[autofocus]') || next.querySelector('h2');
    at.autofocus = false;
    old.replaceWith(next);
    if (script) import(script.src).catch(() => 0);
    at.focus();
  } catch {
    old.inert = false;
    const told = form.querySelector('.failed');
    if (told) {
      told.hidden = false;
      return told.focus();
    }
    form.dataset.plain = 1;
    form.requestSubmit(submitter);
  }
});

/* Contents, open beside the text. */
const contents = d.querySelector('.toc details');
if (!contents) return;
const beside = matchMedia('(min-width: 64rem)');
const unfold = () => {
  contents.open = beside.matches;
  contents.firstElementChild.tabIndex = beside.matches ? -1 : 0;
};
beside.addEventListener('change', unfold);
unfold();
const links = [...contents.querySelectorAll('a')];
const heads = links.map(a => d.getElementById(decodeURI(a.hash.slice(1))));
let here;
const mark = () => {
  const now = heads.findLastIndex(h => h?.getBoundingClientRect().top < innerHeight / 3);
  if (now == here) return;
  links[here]?.removeAttribute('aria-current');
  links[here = now]?.setAttribute('aria-current', 'true');
};
addEventListener('scroll', mark, { passive: true });
mark();
})();
