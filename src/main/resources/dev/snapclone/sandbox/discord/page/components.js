// Components V2: what a message is made of when it is no text with embeds.
import {el} from './dom.js';
import {control} from './controls.js';
import {fileLink, picture} from './files.js';
import {markdown} from './markdown.js';

const LARGE = 2;

/** The parts of a message, in their order. */
export function layout(message, components) {
  return components.map((c) => part(message, c)).filter(Boolean);
}

function part(message, c) {
  switch (c.type) {
    case 9: return section(message, c);
    case 10: return el('div', {class: 'text'}, markdown(c.content));
    case 11: return media(c, 'thumbnail');
    case 12: return el('div', {class: `gallery of-${Math.min(c.items.length, 4)}`}, c.items.map((i) => media(i, 'picture')));
    case 13: return file(message, c.file);
    case 14: return el('div', {class: ['separator', c.divider && 'line', c.spacing === LARGE && 'large'].filter(Boolean).join(' '),
      role: c.divider ? 'separator' : null});
    case 17: return container(message, c);
    default: return control(message, c);
  }
}

function container(message, c) {
  const node = el('div', {class: 'container'}, layout(message, c.components));
  if (c.accent_color !== null && c.accent_color !== undefined) {
    node.classList.add('accent');
    node.style.setProperty('--accent-bar', `#${c.accent_color.toString(16).padStart(6, '0')}`);
  }
  return node;
}

function section(message, c) {
  return el('div', {class: 'section'}, el('div', {class: 'section-text'}, layout(message, c.components)),
    part(message, c.accessory));
}

function media(item, kind) {
  return picture(item.media, item.description ?? '', kind) ?? el('a', {href: item.media.url, target: '_blank',
    rel: 'noopener noreferrer'}, item.description ?? item.media.url);
}

function file(message, medium) {
  const attached = message.attachments.find((a) => a.id === medium.attachment_id);
  return attached ? fileLink(attached) : null;
}
