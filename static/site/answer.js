/* Comfort for those who have answered: how many characters are left, and a way out in place.
   Fetched once, whatever steps follow, so it listens to the document. */
const d = document, root = d.documentElement;
let wait;

/* As the site counts: in one spelling of each sign. What is far too long is slow to bring in order. */
const length = (text, most) => [...(text.length > 4 * most ? text : text.normalize('NFKC').trim())].length;

const count = area => {
  const shown = d.getElementById('feedback-left'), { most, left, over } = shown.dataset;
  const rest = most - length(area.value, most);
  shown.textContent = `${rest < 0 ? over : left} ${Math.abs(rest).toLocaleString(root.lang)}`;
  shown.classList.toggle('error', rest < 0);
  shown.hidden = false;
  /* Who only hears the page is told at a pause, and only when it is nearly full. */
  clearTimeout(wait);
  wait = setTimeout(() => {
    shown.nextElementSibling.textContent = rest < 100 ? shown.textContent : '';
  }, 1000);
};

const seen = ({ target }) => target.id == 'feedback-comment' && count(target);
d.addEventListener('input', seen);
d.addEventListener('focusin', seen);
const area = d.getElementById('feedback-comment');
if (area) count(area);

/* Who is on the story already need not go back to it. */
d.addEventListener('click', event => {
  const asks = event.target.closest('a')?.closest('.asks');
  if (!asks || event.target.closest('a').pathname != location.pathname) return;
  event.preventDefault();
  asks.hidden = true;
  asks.closest('.feedback').querySelector('h2').focus();
});
