/* What stands at another site is loaded from there only when it is asked for. */
for (const way of document.querySelectorAll('[data-frame]')) {
  const button = way.querySelector('button');
  for (const each of way.querySelectorAll('[hidden]')) each.hidden = false;
  button.className = 'btn';
  button.addEventListener('click', () => {
    const frame = document.createElement('iframe');
    frame.title = way.dataset.title;
    frame.allow = 'autoplay; fullscreen; picture-in-picture';
    frame.referrerPolicy = 'strict-origin-when-cross-origin';
    frame.sandbox = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation';
    frame.src = way.dataset.frame;
    way.replaceWith(frame);
    frame.focus();
  });
}
