// @ts-check
/**
 * Comfort for the applicants' pages. Nothing here is needed: every page is whole without it.
 * Words come from the page (data attributes), so that they are in its language.
 */

/** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement | null} */
const find = (selector, within = document) => within.querySelector(selector);

focusProblems();
const keeper = autosave();
uploads(keeper);
suggestions();
singleSubmit();
live();
push();

/** The error summary is read first: focus it, as its role alone is not announced on load everywhere. */
function focusProblems() {
  find('#problems')?.focus();
}

/**
 * Keeps what is typed while it is typed, and at the latest when the page is left.
 * @returns {{ now(): Promise<void>, say(text: string): void, form: HTMLFormElement } | undefined}
 */
function autosave() {
  const status = find('[data-draft]');
  const form = status?.closest('form');
  if (!status || !form) return undefined;
  const { draft = '', saved = '', kept = '' } = status.dataset;
  /** @param {string} text */
  const say = (text) => { status.textContent = text; };
  /** @type {number | undefined} */
  let timer;
  let changed = false;

  const now = async () => {
    clearTimeout(timer);
    if (!changed) return;
    changed = false;
    /** @type {Record<string, string | string[]>} */
    const fields = {};
    const data = new FormData(form);
    for (const name of new Set(data.keys())) {
      const values = data.getAll(name).filter((value) => typeof value === 'string');
      if (['csrf', 'once', 'page'].includes(name) || name.startsWith('file:')) continue;
      fields[name] = values.length === 1 ? /** @type {string} */ (values[0]) : /** @type {string[]} */ (values);
    }
    try {
      const answer = await fetch(draft, {
        method: 'PATCH', keepalive: true, headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ csrf: data.get('csrf'), page: data.get('page'), fields }),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      say(`${saved} ${new Date().toLocaleTimeString(`${document.documentElement.lang}-u-nu-latn`, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`);
    } catch {
      changed = true;
      say(kept);
    }
  };
  form.addEventListener('input', (event) => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'file') return;
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(now, 900);
  });
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') now(); });
  return { now, say, form };
}

/**
 * Sends chosen files at once, one after another, large photos made smaller, and shows how far it has come.
 * A file that is refused is told why; if it cannot be sent it stays chosen and goes with the form.
 * @param {ReturnType<typeof autosave>} keeper
 */
function uploads(keeper) {
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('input[data-upload]'))) {
    // Without the script one file goes with each sending of the form.
    input.multiple = true;
    input.addEventListener('change', async () => {
      const { form, files } = input;
      if (!files?.length || !form) return;
      const bar = document.createElement('progress');
      bar.max = files.length;
      const words = document.createElement('p');
      words.setAttribute('role', 'alert');
      words.textContent = find('[data-uploading]')?.dataset.uploading ?? '';
      input.after(bar, words);
      /** @type {string[]} */
      const refused = [];
      try {
        await keeper?.now();
        for (const [done, file] of [...files].entries()) {
          const data = new FormData();
          for (const name of ['csrf', 'once', 'page']) data.append(name, String(new FormData(form).get(name) ?? ''));
          data.append(input.name, await shrink(file), file.name);
          const reason = await send(input.dataset.upload ?? '', data, (part) => { bar.value = done + part; });
          if (reason) refused.push(reason);
        }
      } catch {
        bar.remove();
        words.textContent = find('[data-kept]')?.dataset.kept ?? '';
        return;
      }
      bar.remove();
      input.value = '';
      words.textContent = refused.join(' ');
      if (refused.length === 0) location.replace(location.pathname + location.search);
    });
  }
}

/**
 * @param {string} to @param {FormData} data @param {(part: number) => void} progress
 * @returns {Promise<string>} why the file was refused, in words; empty where it was taken
 */
function send(to, data, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', to);
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = (event) => { if (event.lengthComputable) progress(event.loaded / event.total); };
    request.onload = () => {
      if (request.status < 300) return resolve('');
      try {
        const { text } = JSON.parse(request.responseText);
        if (text) return resolve(text);
      } catch { /* an answer without words: as if it had not been sent */ }
      reject(new Error(String(request.status)));
    };
    request.onerror = () => reject(new Error('network'));
    request.send(data);
  });
}

/**
 * A photo of several megabytes as one of about half: 2,400 pixels on the longer side keep a passport's smallest line
 * readable (over 200 to the inch of its page). Turned upright; made no smaller than that, and never larger in bytes.
 * Whatever cannot be drawn goes as it is.
 * @param {File} file @returns {Promise<Blob>}
 */
async function shrink(file) {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type) || file.size < 1_000_000) return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, 2400 / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const small = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.85); });
    return small && small.size < file.size ? small : file;
  } catch {
    return file;
  }
}

/** Names out of a code list while one types: what is chosen is called just so, and needs no search. */
function suggestions() {
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('input[data-suggest]'))) {
    /** @type {number | undefined} */
    let timer;
    input.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const words = input.value.trim();
        if (words.length < 2 || !input.list) return;
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(words)}`, { headers: { accept: 'application/json' } }).catch(() => undefined);
        if (!answer?.ok || input.value.trim() !== words) return;
        /** @type {{ entries: { name: string, found: string }[] }} */
        const { entries } = await answer.json();
        input.list.replaceChildren(...entries.map(({ name, found }) => {
          const option = document.createElement('option');
          option.value = name;
          if (found !== name) option.label = `${name} – ${found}`;
          return option;
        }));
      }, 200);
    });
  }
}

/** A second press on a button while the first is under way does nothing. The server's one-time key would catch it too. */
function singleSubmit() {
  document.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.ariaBusy === 'true') event.preventDefault();
    else if (form.method === 'post') {
      form.ariaBusy = 'true';
      setTimeout(() => { form.ariaBusy = null; }, 8000);
    }
  });
  addEventListener('pageshow', () => document.querySelectorAll('form[aria-busy]').forEach((form) => form.removeAttribute('aria-busy')));
}

/** The case's page follows the case: when it changes, the page fetches itself and shows how it is now. */
function live() {
  const source = find('[data-live]')?.dataset.live;
  if (!source || !('EventSource' in window)) return;
  const events = new EventSource(source);
  events.addEventListener('changed', async () => {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    const main = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
    if (!answer.ok || answer.redirected || !main) return;
    const words = find('[data-news]')?.dataset.news ?? '';
    find('main')?.replaceChildren(...main.childNodes);
    const status = find('[data-news]');
    if (status) status.textContent = words;
    if (!find('[data-live]')) events.close();
  });
}

/** Web push is offered where the browser can, and asked for only when the person presses the button. */
function push() {
  const box = find('[data-push]');
  const button = box && find('button', box);
  const status = box && find('[role=status]', box);
  if (!box || !button || !status || !('PushManager' in window) || !('serviceWorker' in navigator)) return;
  box.hidden = false;
  button.addEventListener('click', async () => {
    const { push: key = '', to = '', csrf = '', on = '', refused = '' } = box.dataset;
    try {
      const worker = await navigator.serviceWorker.register('/sw.js');
      if (await Notification.requestPermission() !== 'granted') throw new Error('refused');
      const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
      const { endpoint, keys } = subscription.toJSON();
      const answer = await fetch(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ csrf, subscription: { endpoint, keys } }) });
      if (!answer.ok) throw new Error(String(answer.status));
      button.hidden = true;
      status.textContent = on;
    } catch {
      status.textContent = refused;
    }
  });
}
