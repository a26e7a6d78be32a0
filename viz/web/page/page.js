// The page: hands events to web.h, shows the pixels that come back, and keeps what the learner does.
'use strict';

const DESK = '/desk';               // as main.c names it
const KEPT = 'schedlab-desk';       // in the browser's local storage: {path: text}
const PASSED = ['at', 'select', 'view', 'theme', 'seed', 'model', 'set', 'scale', 'presenter', 'tour', 'compare',
  'speed', 'keys'];                 // words of `schedlab view` that an address may have
const BARE = ['presenter', 'tour']; // of them, those without a value

const $ = (id) => document.getElementById(id);
const canvas = $('canvas');
const query = new URLSearchParams(location.search);
let lab, web, FS;                   // the calls of web.h by name, the struct web, the files
let told = [];                      // what the program said on standard error

function word(text) { $('word').textContent = text; }

// ---- files ----------------------------------------------------------------------------------------------------------

function restoreDesk() {
  let kept = {};
  try { kept = JSON.parse(localStorage.getItem(KEPT) || '{}'); } catch (e) { word('Progress cannot be kept here: ' + e.message); }
  for (const [path, text] of Object.entries(kept)) {
    FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
    FS.writeFile(path, text);
  }
}

function keepDesk() {
  const files = {};
  const walk = (folder) => {
    for (const name of FS.readdir(folder)) {
      const path = folder + '/' + name;
      if (name === '.' || name === '..') continue;
      if (FS.isDir(FS.stat(path).mode)) walk(path);
      else files[path] = FS.readFile(path, { encoding: 'utf8' });
    }
  };
  walk(DESK);
  try { localStorage.setItem(KEPT, JSON.stringify(files)); } catch (e) { word('Progress cannot be kept here: ' + e.message); }
}

function openTrace(file) {
  file.arrayBuffer().then((bytes) => {
    const path = '/tmp/' + file.name.replace(/\//g, '_');
    FS.writeFile(path, new Uint8Array(bytes));
    told = [];
    word(lab.load(web, path) ? '' : told.join('\n'));
    canvas.focus();
  });
}

// ---- the exercise's program, which is edited beside the lesson --------------------------------------------------------

function showEditor() {
  const name = lab.lesson_file(web);
  $('program').value = FS.readFile(name, { encoding: 'utf8' });
  $('editor').hidden = false;
  $('program').focus();
}

function hideEditor() { $('editor').hidden = true; canvas.focus(); }

// ---- what the program asks for ----------------------------------------------------------------------------------------

// "schedlab view syscall-storm --seed 3 --at 108.417ms" as an address of this page.
function addressOf(command) {
  const words = command.trim().split(/ +/).slice(2);
  const url = new URL(location.href.split(/[?#]/)[0]);
  for (let i = 0; i < words.length; i++) {
    if (!words[i].startsWith('--')) { url.searchParams.append('scenario', words[i]); continue; }
    const name = words[i].slice(2);
    url.searchParams.append(name, BARE.includes(name) ? '' : words[++i]);
  }
  return url.href;
}

function doRequest(request) {
  const [what] = request.split(' ', 1);
  if (what === 'copy') {
    const address = addressOf(request.slice(5));
    if (navigator.clipboard) navigator.clipboard.writeText(address).then(() => word('Copied.'), () => word(address));
    else word(address);
  } else if (what === 'picture') {
    canvas.toBlob((blob) => {
      const a = document.createElement('a');
      a.href = URL.createObjectURL(blob);
      a.download = 'schedlab.png';
      a.click();
      URL.revokeObjectURL(a.href);
    });
  } else if (what === 'fullscreen') {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  }
}

// ---- input ------------------------------------------------------------------------------------------------------------

const ratio = () => window.devicePixelRatio || 1;
const place = (ev) => {
  const box = canvas.getBoundingClientRect();
  return [Math.floor((ev.clientX - box.left) * ratio()), Math.floor((ev.clientY - box.top) * ratio())];
};

function listen() {
  canvas.addEventListener('keydown', (ev) => {
    const key = KEYS[ev.code], typed = ev.key.length <= 2 && !ev.ctrlKey && !ev.metaKey && !ev.altKey;
    if (!key || (key === 9 && ev.shiftKey)) return; // Shift+Tab leaves the canvas
    ev.preventDefault();
    lab.key(web, key, modsOf(ev));
    if (typed && [...ev.key].length === 1) lab.text(web, ev.key);
  });
  for (const [name, down] of [['pointerdown', true], ['pointerup', false]])
    canvas.addEventListener(name, (ev) => {
      if (down) { canvas.focus(); canvas.setPointerCapture(ev.pointerId); }
      lab.button(web, down, ...place(ev), ev.button + 1, down ? clicks(ev) : 1, modsOf(ev));
    });
  canvas.addEventListener('pointermove', (ev) => lab.move(web, ...place(ev), ev.buttons & 1, modsOf(ev)));
  canvas.addEventListener('contextmenu', (ev) => ev.preventDefault());
  canvas.addEventListener('wheel', (ev) => {
    const notch = ev.deltaMode === 0 ? 1.2 : 40;
    ev.preventDefault();
    lab.wheel(web, ...place(ev), Math.round(ev.deltaX * notch), Math.round(-ev.deltaY * notch), modsOf(ev));
  }, { passive: false });
  document.addEventListener('dragover', (ev) => ev.preventDefault());
  document.addEventListener('drop', (ev) => {
    ev.preventDefault();
    if (ev.dataTransfer.files.length) openTrace(ev.dataTransfer.files[0]);
  });
  $('file').addEventListener('change', (ev) => { if (ev.target.files.length) openTrace(ev.target.files[0]); });
  $('scenario').addEventListener('change', (ev) => { location.search = '?scenario=' + encodeURIComponent(ev.target.value); });
  $('edit').addEventListener('click', showEditor);
  $('leave').addEventListener('click', hideEditor);
  $('keep').addEventListener('click', () => {
    FS.writeFile(lab.lesson_file(web), $('program').value);
    keepDesk();
    hideEditor();
  });
  window.addEventListener('resize', fit);
}

// A second press at the same place within half a second is a double click.
let last = { t: 0, x: 0, y: 0 };
function clicks(ev) {
  const twice = ev.timeStamp - last.t < 500 && Math.abs(ev.clientX - last.x) + Math.abs(ev.clientY - last.y) < 6;
  last = { t: twice ? 0 : ev.timeStamp, x: ev.clientX, y: ev.clientY };
  return twice ? 2 : 1;
}

// ---- frames -----------------------------------------------------------------------------------------------------------

function sizeWanted() {
  const forced = /^(\d+)x(\d+)$/.exec(query.get('size') || ''); // for tests, and for pictures
  const side = (n) => Math.max(64, Math.min(16384, Math.round(n * ratio())));
  return forced ? [+forced[1], +forced[2]] : [side(canvas.clientWidth), side(canvas.clientHeight)];
}

function fit() {
  [canvas.width, canvas.height] = sizeWanted();
  if (web) lab.resize(web, canvas.width, canvas.height, Math.round(ratio() * 100));
}

function show(at) {
  const bytes = new Uint8ClampedArray(lab.memory(), at, canvas.width * canvas.height * 4);
  canvas.getContext('2d').putImageData(new ImageData(bytes, canvas.width, canvas.height), 0, 0);
}

let before = 0, lessons = -1, saidAt = 0;

function frame(now) {
  const at = lab.frame(web, Math.round(Math.min(now - before, 100) * 1000));
  before = now;
  if (at) show(at);
  for (let request; (request = lab.request(web));) doRequest(request);
  if (lab.lessons(web) !== lessons) {
    lessons = lab.lessons(web);
    keepDesk();
    $('edit').hidden = !lab.lesson_file(web);
  }
  if (now - saidAt > 700) { // not with every frame of a film: a reader could not follow
    const text = lab.say(web);
    if ($('state').textContent !== text) $('state').textContent = text;
    saidAt = now;
  }
  requestAnimationFrame(frame);
}

// ---- opening ----------------------------------------------------------------------------------------------------------

// The words of the command line that the address stands for.
function wordsOf(params) {
  const words = [];
  for (const [name, value] of params)
    if (PASSED.includes(name)) words.push('--' + name + (BARE.includes(name) ? '' : '=' + value));
    else if (!['scenario', 'size', 'embed', 'test'].includes(name)) throw new Error('this address has "' + name + '", which is not known');
  words.push('--', ...params.getAll('scenario'));
  if (!params.has('scenario')) words.push(window.schedlabEmbedded || 'syscall-storm');
  return words.join('\n');
}

function fillMenu() {
  const names = FS.readdir('/schedlab/scenarios').filter((n) => n.endsWith('.json') && n !== 'schema.json').sort();
  for (const name of names.map((n) => n.slice(0, -5))) $('scenario').add(new Option(name, name));
  $('scenario').value = query.get('scenario') || window.schedlabEmbedded || 'syscall-storm';
}

function bind(m) {
  const n = 'number', s = 'string';
  const calls = {
    new: [n, [s, n, n, n]], open: [n, [n, s]], load: [n, [n, s]], resize: [null, [n, n, n, n]], key: [null, [n, n, n]],
    text: [null, [n, s]], button: [null, [n, n, n, n, n, n, n]], move: [null, [n, n, n, n, n]],
    wheel: [null, [n, n, n, n, n, n]], frame: [n, [n, n]], still: [s, [n]], request: [s, [n]], say: [s, [n]],
    dump: [s, [n]], lessons: [n, [n]], lesson_file: [s, [n]],
  };
  lab = { memory: () => m.HEAPU8.buffer };
  for (const [name, [result, args]] of Object.entries(calls)) lab[name] = m.cwrap('web_' + name, result, args);
}

function start(m) {
  FS = m.FS;
  bind(m);
  restoreDesk();
  fillMenu();
  if (query.has('embed') || window.schedlabEmbedded) document.body.classList.add('embedded');
  fit();
  web = lab.new('/schedlab/glyphs.bin', canvas.width, canvas.height, Math.round(ratio() * 100));
  if (!web || !lab.open(web, wordsOf(query))) throw new Error(told.join('\n'));
  listen();
  canvas.focus();
  if (query.has('test')) {
    document.body.dataset.pixels = lab.still(web);
    document.body.dataset.dump = lab.dump(web);
    $('state').textContent = lab.say(web);
    keepDesk();
  }
  document.body.dataset.loaded = Math.round(performance.now());
  requestAnimationFrame(frame);
}

// Of a page in one file: the program is in it, packed, and so is the name of its scenario.
async function unpacked() {
  if (!window.schedlabPacked) return undefined;
  const packed = Uint8Array.from(atob(window.schedlabPacked), (c) => c.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

unpacked()
  .then((wasmBinary) => schedlab({ printErr: (line) => told.push(line), print: () => {}, wasmBinary }))
  .then(start)
  .catch((e) => word(String(e.message || e)));
