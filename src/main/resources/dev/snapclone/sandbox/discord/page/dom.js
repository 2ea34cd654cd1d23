// Elements without HTML strings: whatever comes from outside is text, never markup.

/** Makes an element; attributes that are null or false are left out, `on…` are listeners. */
export function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'class') node.className = value;
    else if (value === true) node.setAttribute(key, '');
    else node.setAttribute(key, String(value));
  }
  add(node, children);
  return node;
}

export function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child);
  }
  return node;
}

export const byId = (id) => document.getElementById(id);

/** Says something to a screen reader, and to nobody else. */
export function announce(text) {
  byId('live').textContent = text;
}

let last = 0;
export const newId = (prefix) => `${prefix}-${++last}`;

/** Replaces the children, and keeps the focus where a `data-key` was focused. */
export function refill(node, children) {
  const focused = node.contains(document.activeElement)
    ? document.activeElement.closest('[data-key]')?.dataset.key : null;
  node.replaceChildren();
  add(node, children);
  if (focused) node.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({preventScroll: true});
}

/** A colour for a name, always the same one; white is readable on it. */
export function hue(name) {
  let sum = 0;
  for (const c of name) sum = (sum * 31 + c.codePointAt(0)) % 360;
  return `hsl(${sum} 45% 38%)`;
}

export function avatar(name, bot) {
  if (bot) return el('img', {class: 'avatar bot', src: '/page/icon.svg', alt: ''});
  const node = el('span', {class: 'avatar', 'aria-hidden': 'true'}, name.slice(0, 1).toUpperCase());
  node.style.backgroundColor = hue(name);
  return node;
}
