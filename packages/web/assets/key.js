// @ts-check
/**
 * Asks a passkey or security key (WebAuthn) for what the page's form needs: `data-get` an answer to a login's challenge,
 * `data-create` a new key. Words come from the page.
 */
const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-get], form[data-create]'));
if (form) ask(form);

/** @param {HTMLFormElement} form */
function ask(form) {
  const said = /** @type {HTMLElement} */ (form.querySelector('[data-said]'));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
  if (!globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    said.textContent = form.dataset.unsupported ?? '';
    return;
  }
  button.disabled = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    said.textContent = '';
    try {
      const { get, create } = form.dataset;
      const credential = get
        ? await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(get)) })
        : await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(create ?? '')) });
      /** @type {HTMLInputElement} */ (form.elements.namedItem('assertion')).value = JSON.stringify(credential);
      form.submit();
    } catch {
      // Closed, too slow, no such key: browsers say no more, so that a page learns nothing of the keys.
      said.textContent = form.dataset.failed ?? '';
      button.disabled = false;
    }
  });
}
