// Emoji and signs as drawings of our own, so that they look the same whatever fonts the computer has.

const SVG = 'http://www.w3.org/2000/svg';

// Each is a list of [path, fill, stroke]; the field is 24 by 24, a stroke 2.4 wide and round.
const BLUE = 'M4 1h16a3 3 0 0 1 3 3v16a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3z';
const ROUND = 'M12 1.5a10.5 10.5 0 1 0 0 21 10.5 10.5 0 0 0 0-21z';
const button = (path, fill) => [[BLUE, '#3b88c3'], [path, fill ? '#fff' : null, fill ? null : '#fff']];
const ball = (colour) => [[ROUND, colour]];

const EMOJI = {
  '⚠': [['M12 3 22 21H2z', '#ffcc4d', '#ffcc4d'], ['M12 9.5v5M12 18.4v.1', null, '#30363d']],
  '✅': [[BLUE, '#3fa64a'], ['m6 12.5 4 4.5 8-10', null, '#fff']],
  '✔': [['m4 13 5.5 6L20 5', null, '#3fa64a']],
  '❌': [['m4.5 4.5 15 15m0-15-15 15', null, '#dd2e44']],
  '✖': [['m5 5 14 14m0-14L5 19', null, '#8d99a6']],
  '➖': [['M4 12h16', null, '#8d99a6']],
  '➕': [['M4 12h16M12 4v16', null, '#8d99a6']],
  '▶': button('M8 6.5v11l9.5-5.5z', true),
  '⏸': button('M9 7v10m6-10v10'),
  '⏹': button('M7.5 7.5h9v9h-9z', true),
  'ℹ': button('M12 11v6M12 7v.1'),
  '↩': button('M9 6 5.5 9.5 9 13m-3-3.5h8.5a3.7 3.7 0 0 1 0 7.5H9'),
  '🔄': button('M17.5 10A6 6 0 0 0 6.7 9M6.5 14a6 6 0 0 0 10.8 1M6.5 5.5V9h3.6m7.4 9.5V15h-3.6'),
  '🔁': button('M6 11V8h11l-2.5-2.5M18 13v3H7l2.5 2.5'),
  '⬅': button('M18 12H6.5m4.5-5-5 5 5 5'),
  '➡': button('M6 12h11.5M13 7l5 5-5 5'),
  '▫': [['M8.5 8.5h7v7h-7z', '#e9edf1', '#8d99a6']],
  '⏳': [['M6 2.5h12v3L13.5 12l4.5 6.5v3H6v-3l4.5-6.5L6 5.5z', '#cfe3f1', '#8a6d3b'], ['M9 7h6l-3 4.4zM8 20l4-4 4 4z', '#f4ad3d']],
  '⏱': [[ROUND, '#e9edf1', '#8d99a6'], ['M12 6.5V12l4 2.5', null, '#30363d']],
  '🚫': [['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.6 5.6l12.8 12.8', null, '#dd2e44']],
  '⛔': [[ROUND, '#dd2e44'], ['M6.5 12h11', null, '#fff']],
  '🛑': [['M7.6 1.5h8.8l6.1 6.1v8.8l-6.1 6.1H7.6l-6.1-6.1V7.6z', '#dd2e44'], ['M7 12h10', null, '#fff']],
  '🟢': ball('#3fa64a'), '🟡': ball('#fdcb58'), '🟠': ball('#f4900c'), '🔴': ball('#dd2e44'), '🔵': ball('#3b88c3'),
  '⚪': ball('#d5dbe1'), '⚫': ball('#30363d'),
  '❗': [['M12 3.5v11M12 20v.1', null, '#dd2e44']],
  '❓': [['M7.5 8a4.5 4.5 0 1 1 6.5 4c-1.5.8-2 1.5-2 3M12 20v.1', null, '#dd2e44']],
  '🔒': [['M8 10V7a4 4 0 0 1 8 0v3', null, '#8d99a6'], ['M4.5 10.5h15v12h-15z', '#f4ad3d', '#f4ad3d'], ['M12 15v3.5', null, '#7a4a06']],
  '🔑': [['M8 12a4 4 0 1 0 0 .1zM12 12h9m-3 0v4', null, '#f4ad3d']],
  '🔔': [['M5 18c2-2 2-4 2-7a5 5 0 0 1 10 0c0 3 0 5 2 7z', '#fdcb58', '#fdcb58'], ['M10.5 21.5h3', null, '#f4900c']],
  '🗑': [['M5.5 7.5h13l-1 14h-11z', '#b6c0ca', '#8d99a6'], ['M3.5 6h17M9.5 3h5', null, '#8d99a6'], ['M10 11v7m4-7v7', null, '#60686f']],
  '🧹': [['M19.5 2.5 13 11', null, '#8a6d3b'], ['M10 9.5 15.5 14 11 22 3 15.5z', '#f4ad3d', '#f4ad3d']],
  '💾': [[BLUE, '#30475c'], ['M7 1h10v7H7z', '#d5dbe1'], ['M5.5 13h13v10h-13z', '#fff']],
  '📷': [['M3 7h4l2-3h6l2 3h4v13H3z', '#60686f', '#60686f'], ['M12 9.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8z', '#9fd0f0', '#d5dbe1']],
  '📦': [['M3 7.5 12 3l9 4.5v9.5L12 21.5 3 17z', '#d99e5c', '#d99e5c'], ['M3 7.5 12 12l9-4.5M12 12v9.5', null, '#8a6d3b']],
  '🖥': [['M2.5 3.5h19v13h-19z', '#9fd0f0', '#60686f'], ['M12 17v4m-4 0h8', null, '#60686f']],
  '🌐': [['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3.5 12h17M12 3c-5 6-5 12 0 18 5-6 5-12 0-18', null, '#3b88c3']],
  '📄': [['M5 2h9l5 5v15H5z', '#e9edf1', '#8d99a6'], ['M8.5 11h7m-7 4h7', null, '#8d99a6']],
  '🧵': [['M7 3h10M7 21h10', null, '#8a6d3b'], ['M8 5.5h8v13H8z', '#c54f8b', '#c54f8b'], ['m8 9 8 2m-8 2 8 2', null, '#8f2f62']],
  '👁': [['M1.5 12C6 5 18 5 22.5 12 18 19 6 19 1.5 12z', null, '#8d99a6'], ['M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z', '#8d99a6']],
};

// What stands on the page's own buttons takes the colour of the text around it.
const SIGNS = {
  menu: 'M3.5 6h17m-17 6h17m-17 6h17', close: 'm5 5 14 14m0-14L5 19', send: 'M3 4l18.5 8L3 20l2.5-8zm2.5 8H13',
  out: 'M8 16 18 6M9.5 6H18v8.5', help: 'M7.5 8.5a4.5 4.5 0 1 1 6.5 4c-1.5.8-2 1.5-2 3M12 20v.1',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 1.5v2m0 17v2m10.5-10.5h-2m-17 0h-2M19.4 4.6 18 6M6 18l-1.4 1.4m14.8 0L18 18M6 6 4.6 4.6',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z', cloud: 'M7 19a5 5 0 0 1-.5-9.96A6 6 0 0 1 18 10a4.5 4.5 0 0 1 0 9z',
  lock: 'M5 11h14v10.5H5zM8 11V7.5a4 4 0 0 1 8 0V11', thread: 'M4 9h16M4 15h16M10 3 8 21M16 3l-2 18', down: 'm6 9 6 6.5L18 9',
  eye: 'M1.5 12C6 5 18 5 22.5 12 18 19 6 19 1.5 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
};

function drawn(parts, name, kind) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', kind);
  if (name) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', name);
  } else {
    svg.setAttribute('aria-hidden', 'true');
  }
  for (const [d, fill, stroke] of parts) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    path.setAttribute('fill', fill ?? 'none');
    if (stroke) path.setAttribute('stroke', stroke);
    svg.append(path);
  }
  return svg;
}

/** A sign of the page's own. */
export const sign = (name) => drawn([[SIGNS[name], null, 'currentColor']], null, 'sign');

// A digit, too, can be the beginning of an emoji, but is none by itself.
const PICTOGRAPH = /(\p{Extended_Pictographic})\uFE0F?/gu;

/** All that are drawn. */
export const drawings = () => Object.keys(EMOJI);

/** The text with drawings in the places of its emoji. */
export function withEmoji(text) {
  const out = [];
  let end = 0;
  for (const found of text.matchAll(PICTOGRAPH)) {
    if (!Object.hasOwn(EMOJI, found[1])) continue;
    if (found.index > end) out.push(text.slice(end, found.index));
    out.push(drawn(EMOJI[found[1]], found[0], 'emoji'));
    end = found.index + found[0].length;
  }
  if (end < text.length) out.push(text.slice(end));
  return out;
}
