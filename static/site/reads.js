/* Tells once that this page was read, when it has been seen for five seconds; nothing of who reads. */
(() => {
const { to } = document.currentScript.dataset;
if (navigator.doNotTrack == 1 || navigator.globalPrivacyControl) return;
let seen = 0;
const watch = setInterval(() => {
  if (document.hidden || ++seen < 5) return;
  clearInterval(watch);
  fetch(to, { method: 'POST', keepalive: true, credentials: 'omit' }).catch(() => {});
}, 1000);
})();
