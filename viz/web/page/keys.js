// Keys by their position, as input.h numbers them: KeyboardEvent.code names the position on a US keyboard.
'use strict';

const KEYS = (() => {
  const keys = {
    Escape: 27, Enter: 13, NumpadEnter: 13, Tab: 9, Backspace: 8, Space: 32,
    ArrowLeft: 256, ArrowRight: 257, ArrowUp: 258, ArrowDown: 259,
    Home: 260, End: 261, PageUp: 262, PageDown: 263, Delete: 264,
    NumpadAdd: 61, NumpadSubtract: 45, NumpadDivide: 47, NumpadDecimal: 46,
  };
  const signs = {
    Minus: '-', Equal: '=', BracketLeft: '[', BracketRight: ']', Backslash: '\\', Semicolon: ';',
    Quote: "'", Backquote: '`', Comma: ',', Period: '.', Slash: '/',
  };
  for (const [code, sign] of Object.entries(signs)) keys[code] = sign.charCodeAt(0);
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') keys['Key' + letter.toUpperCase()] = letter.charCodeAt(0);
  for (let i = 0; i < 10; i++) keys['Digit' + i] = keys['Numpad' + i] = 48 + i;
  for (let i = 0; i < 12; i++) keys['F' + (i + 1)] = 265 + i;
  return keys;
})();

const modsOf = (ev) => (ev.shiftKey ? 1 : 0) | (ev.ctrlKey || ev.metaKey ? 2 : 0) | (ev.altKey ? 4 : 0);
