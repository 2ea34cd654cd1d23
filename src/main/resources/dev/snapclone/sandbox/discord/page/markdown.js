// The part of Discord's markdown that messages use, as elements.
import {now} from './clock.js';
import {el} from './dom.js';
import {sign, withEmoji} from './emoji.js';
import {store} from './store.js';

const INLINE = [
  [/^\\([^A-Za-z0-9\s])/, (m) => m[1]],
  [/^``(.+?)``(?!`)/s, (m) => el('code', null, m[1].trim())],
  [/^`([^`]+)`/, (m) => el('code', null, m[1])],
  [/^<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/, (m) => time(Number(m[1]), m[2] ?? 'f')],
  [/^<@!?(\d+)>/, (m) => mention('@', store.userName(m[1]), m[1] === store.me?.id)],
  [/^<@&(\d+)>/, (m) => mention('@', store.roleName(m[1]))],
  [/^<#(\d+)>/, (m) => jump(m[1], null)],
  [/^\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/, (m) => link(m[2], inline(m[1]), true)],
  [/^<(https?:\/\/[^\s>]+)>/, (m) => link(m[1], [m[1]])],
  [/^https?:\/\/[^\s<>]*[^\s<>.,:;"'\])]/, (m) => link(m[0], [m[0]])],
  [/^\*\*\*(\S(?:.*?\S)?)\*\*\*/s, (m) => el('strong', null, el('em', null, inline(m[1])))],
  [/^\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/s, (m) => el('strong', null, inline(m[1]))],
  [/^__((?:\\.|[^\\])+?)__(?!_)/s, (m) => el('u', null, inline(m[1]))],
  [/^~~((?:\\.|[^\\])+?)~~/s, (m) => el('s', null, inline(m[1]))],
  [/^\*((?:\\.|[^\\*\s])(?:(?:\\.|[^\\*])*(?:\\.|[^\\*\s]))?)\*(?!\*)/s, (m) => el('em', null, inline(m[1]))],
  [/^_((?:\\.|[^\\_])+)_(?![A-Za-z0-9_])/s, (m) => el('em', null, inline(m[1]))],
];

/** Text inside a line. */
export function inline(text) {
  const out = [];
  let plain = '';
  let rest = text;
  while (rest) {
    const rule = INLINE.map(([pattern, make]) => [pattern.exec(rest), make]).find(([match]) => match);
    if (rule) {
      out.push(withEmoji(plain));
      plain = '';
      out.push(rule[1](rule[0]));
      rest = rest.slice(rule[0][0].length);
    } else {
      // A word at a time, so that an underscore inside a name means nothing.
      const word = /^(?:[A-Za-z0-9]+_*(?=[A-Za-z0-9])|[A-Za-z0-9]+|.)/su.exec(rest)[0];
      const step = /^https?/.test(word) ? word.slice(0, 1) : word;
      plain += step;
      rest = rest.slice(step.length);
    }
  }
  out.push(withEmoji(plain));
  return out.flat();
}

/** A whole text with its blocks. */
export function markdown(text) {
  const out = [];
  for (const [index, part] of text.split(/```(?:[a-z]*\n)?/).entries()) {
    if (index % 2) out.push(el('pre', null, el('code', null, part.replace(/\n$/, ''))));
    else if (part) out.push(...blocks(part));
  }
  return out;
}

const LIST = /^(\s*)(?:[-*•]|(\d+)\.)\s+(.*)$/;

function blocks(text) {
  const out = [];
  let list = null;
  let quote = null;
  for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
    const item = LIST.exec(line);
    const heading = /^(#{1,3})\s+(.+)$/.exec(line);
    const quoted = /^>\s?(.*)$/.exec(line);
    if (!item) list = null;
    if (!quoted) quote = null;
    if (item) {
      const name = item[2] ? 'ol' : 'ul';
      if (list?.localName !== name) out.push(list = el(name, item[2] ? {start: item[2]} : null));
      list.append(el('li', item[1].length > 1 ? {class: 'deeper'} : null, inline(item[3])));
    } else if (heading) {
      out.push(el('p', {class: `heading h${heading[1].length}`}, inline(heading[2])));
    } else if (quoted) {
      if (!quote) out.push(quote = el('blockquote'));
      quote.append(el('p', null, inline(quoted[1])));
    } else if (line.startsWith('-# ')) {
      out.push(el('p', {class: 'subtext'}, inline(line.slice(3))));
    } else if (line.trim()) {
      out.push(el('p', null, inline(line)));
    } else {
      out.push(el('div', {class: 'gap'}));
    }
  }
  return out;
}

function mention(sign, name, self) {
  return el('span', {class: self ? 'mention self' : 'mention'}, name ? sign + name : `${sign}unknown`);
}

/** @param named whether it says words of its own instead of where it leads */
function link(url, children, named = false) {
  const inside = /^https:\/\/discord\.com\/channels\/\d+\/(\d+)(?:\/(\d+))?$/.exec(url);
  if (inside) return jump(inside[1], inside[2] ?? null, named ? children : null);
  return el('a', {href: url, target: '_blank', rel: 'noopener noreferrer'}, children);
}

/**
 * A way to a channel or message; who follows it listens for the event `jump`.
 *
 * @param words what it says; without them the channel's name
 */
export function jump(channelId, messageId, words = null) {
  const channel = store.channel(channelId);
  if (!channel) return el('span', {class: 'mention closed-link'}, sign('lock'), ' ', words ?? 'no access');
  const before = channel.type === 1 ? null : channel.type === 0 ? '#' : [sign('thread'), ' '];
  return el('button', {
    type: 'button', class: words ? 'link go' : 'mention go', 'data-key': `jump-${channelId}-${messageId}`,
    onclick: (event) => event.target.dispatchEvent(
      new CustomEvent('jump', {bubbles: true, detail: {channelId, messageId}})),
  }, words ?? [before, `${channel.name}${messageId ? ' › message' : ''}`]);
}

const STYLES = {
  t: {timeStyle: 'short'}, T: {timeStyle: 'medium'}, d: {dateStyle: 'short'}, D: {dateStyle: 'long'},
  f: {dateStyle: 'long', timeStyle: 'short'}, F: {dateStyle: 'full', timeStyle: 'short'},
};

function time(seconds, style) {
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return 'Invalid Date';
  const node = el('time', {datetime: at.toISOString(), title: at.toLocaleString('en', STYLES.F)});
  if (style === 'R') {
    node.dataset.relative = String(seconds);
    node.textContent = relative(seconds);
  } else {
    node.textContent = at.toLocaleString('en', STYLES[style] ?? STYLES.f);
  }
  return node;
}

let words = new Intl.RelativeTimeFormat('en', {numeric: 'always'});

/** Relative times from now on in the language of somebody's client, as in Discord. */
export function speak(locale) {
  words = new Intl.RelativeTimeFormat(locale, {numeric: 'always'});
}

const UNITS = [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

export function relative(seconds) {
  const away = Math.round(seconds - now() / 1000);
  const [unit, size] = UNITS.find(([, s]) => Math.abs(away) >= s) ?? UNITS.at(-1);
  return words.format(Math.round(away / size), unit);
}

/** Keeps relative times true. */
export function tick() {
  for (const node of document.querySelectorAll('time[data-relative]')) {
    const text = relative(Number(node.dataset.relative));
    if (node.textContent !== text) node.textContent = text;
  }
}

/** The lines of a message without their markup, for previews and screen readers. */
export function lines(message) {
  const embed = message.embeds[0];
  const all = [message.content, embed?.title, embed?.description, ...texts(message.components)].filter(Boolean).join('\n')
    .replace(/^\s*(#{1,3}|-#|>|[-*])\s/gm, '').split('\n')
    .map((line) => el('div', null, inline(line)).textContent.trim()).filter(Boolean);
  return all.length || !message.attachments.length ? all : ['a file'];
}

const texts = (components) => components.flatMap((c) => [c.type === 10 ? c.content : null, ...texts(c.components ?? [])]);
