// The messages of the channel that is open.
import {add, announce, avatar, byId, el} from './dom.js';
import {act, store} from './store.js';
import {layout} from './components.js';
import {sign, withEmoji} from './emoji.js';
import {fileLink, isPicture, picture} from './files.js';
import {inline, lines, markdown} from './markdown.js';

const TOGETHER = 7 * 60 * 1000;
const log = byId('log');
const dismissed = new Set(JSON.parse(sessionStorage.getItem('dismissed') ?? '[]'));
const waiting = new Map();
let open = null;

export const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 80;

export function toEnd() {
  log.scrollTop = log.scrollHeight;
}

// What stands below the messages grows and shrinks: who reads the newest goes on reading it. A scroll that
// is told after such a change says nothing of where the reader was.
let pinned = true;
let height = log.clientHeight;
log.addEventListener('scroll', () => { if (log.clientHeight === height) pinned = isAtEnd(); });
new ResizeObserver(() => { height = log.clientHeight; if (pinned) toEnd(); }).observe(log);

/** Shows a channel from its beginning to its newest message. */
export function show(channel) {
  open = channel;
  log.replaceChildren(intro(channel));
  for (const message of channel?.messages ?? []) put(message);
  for (const [key, entry] of waiting) if (entry.channel === channel?.id) log.append(placeholder(key, entry));
  toEnd();
}

function intro(channel) {
  if (!channel) return el('div', {class: 'intro'}, el('h2', null, 'Nothing to see here'));
  const thread = channel.type === 11 || channel.type === 12;
  return el('div', {class: 'intro'},
    el('span', {class: 'mark', 'aria-hidden': 'true'}, channel.type === 1 ? '@' : channel.type === 12 ? sign('lock') : thread ? sign('thread') : '#'),
    el('h2', null, thread ? channel.name : channel.type === 1 ? 'snapclone' : `Welcome to #${channel.name}`),
    el('p', null, channel.type === 12 ? 'A private thread: only its members see it.'
      : channel.type === 1 ? 'Direct messages with snapclone, in the sandbox.'
        : thread ? 'A thread.' : 'This channel exists in the sandbox only. Type / to see what snapclone can do.'));
}

/** A message appeared or changed. */
export function onMessage({message, fresh}) {
  if (fresh && message.interaction?.user === store.me.id) settle(message.interaction.label);
  if (message.channel !== open?.id || dismissed.has(message.id)) return;
  const follow = isAtEnd();
  put(message);
  if (fresh && message.author.id !== store.me.id && !message.loading) {
    announce(`${message.author.name}: ${lines(message).join(' ').slice(0, 200)}`);
  }
  if (follow) toEnd();
}

export function onDeleted({id}) {
  byId(`m-${id}`)?.remove();
}

function put(message) {
  if (dismissed.has(message.id)) return;
  const old = byId(`m-${message.id}`);
  const before = old ? old.previousElementSibling : lastMessage();
  const node = draw(message, before?.dataset);
  if (!old) {
    const first = log.querySelector('.pending');
    if (first) log.insertBefore(node, first); else log.append(node);
    return;
  }
  const focus = old.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const failed = old.querySelector('.failed');
  old.replaceWith(node);
  if (failed && message.components.length) node.querySelector('.body').append(failed);
  if (focus) (node.querySelector(`[data-key="${CSS.escape(focus)}"]`) ?? node).focus({preventScroll: true});
}

function lastMessage() {
  const all = log.querySelectorAll('article:not(.pending)');
  return all[all.length - 1];
}

function draw(message, before) {
  const at = new Date(message.at);
  const headed = Boolean(message.interaction?.label || message.replyTo);
  const continued = !headed && before?.author === message.author.id
    && at - Number(before.at) < TOGETHER && before.ephemeral === String(message.ephemeral);
  const mine = message.pinged.includes(store.me.id);
  const node = el('article', {
    id: `m-${message.id}`, tabindex: '-1',
    class: ['message', continued && 'continued', message.ephemeral && 'ephemeral', mine && 'pinged']
      .filter(Boolean).join(' '),
    'aria-label': `${message.author.name}, ${clock(at)}${message.ephemeral ? ', only you can see this' : ''}`,
    'data-author': message.author.id, 'data-at': at.getTime(), 'data-ephemeral': String(message.ephemeral),
  });
  if (message.interaction?.label) node.append(used(message.interaction));
  else if (message.replyTo) node.append(replied(message.replyTo));
  add(node, [
    continued ? el('span', {class: 'gutter', 'aria-hidden': 'true'}, clock(at))
      : avatar(message.author.name, message.author.bot),
    el('div', {class: 'body'}, !continued && heading(message, at), content(message)),
  ]);
  return node;
}

const clock = (at) => at.toLocaleTimeString('en-GB', {hour: '2-digit', minute: '2-digit'});

function heading(message, at) {
  return el('p', {class: 'who'},
    el('span', {class: 'author'}, message.author.name),
    message.author.bot && el('span', {class: 'tag app'}, 'APP'),
    el('time', {datetime: message.at, title: at.toLocaleString('en')}, clock(at)));
}

function used(interaction) {
  const name = store.userName(interaction.user) ?? 'somebody';
  return el('p', {class: 'above'}, avatar(name), el('span', null, el('b', null, name), ' used ',
    el('span', {class: 'command', title: interaction.label}, interaction.label.split(' ')[0])));
}

function replied(id) {
  const to = store.findMessage(id);
  return el('p', {class: 'above'}, to ? [avatar(to.author.name, to.author.bot), el('b', null, to.author.name)] : null,
    el('button', {type: 'button', class: 'preview', onclick: (event) => event.target.dispatchEvent(
      new CustomEvent('jump', {bubbles: true, detail: {channelId: open.id, messageId: id}}))},
    to ? lines(to)[0] ?? 'a message' : 'Original message was deleted'));
}

function content(message) {
  if (message.loading) {
    return [el('p', {class: 'thinking'}, dots(), `${message.author.name} is thinking…`), onlyYou(message)];
  }
  return [
    message.content && el('div', {class: 'text'}, markdown(message.content),
      message.edited && !message.interaction && el('span', {class: 'edited'}, ' (edited)')),
    message.embeds.map((e) => embed(e, message.attachments)),
    message.v2 ? null : files(message),
    layout(message, message.components),
    onlyYou(message),
  ];
}

const dots = () => el('span', {class: 'dots', 'aria-hidden': 'true'}, el('i'), el('i'), el('i'));

function onlyYou(message) {
  if (!message.ephemeral) return null;
  return dismissal(() => {
    dismissed.add(message.id);
    sessionStorage.setItem('dismissed', JSON.stringify([...dismissed]));
    byId(`m-${message.id}`)?.remove();
    byId('composer').querySelector('input')?.focus();
  });
}

const dismissal = (dismiss) => el('p', {class: 'only-you'}, sign('eye'), ' Only you can see this · ',
  el('button', {type: 'button', class: 'link', onclick: dismiss}, 'Dismiss message'));

function embed(e, attachments) {
  const words = attachments.find((a) => a.url === e.image?.url)?.description ?? '';
  const node = el('div', {class: 'embed'},
    e.author?.name && el('p', {class: 'embed-author'}, e.author.name),
    e.title && el('p', {class: 'embed-title'}, inline(e.title)),
    e.description && el('div', {class: 'text'}, markdown(e.description)),
    e.fields?.length && el('dl', {class: 'fields'}, e.fields.map((f) => el('div',
      {class: f.inline ? 'inline' : null}, el('dt', null, inline(f.name)), el('dd', null, markdown(f.value))))),
    picture(e.image, words, 'embed-picture'),
    e.footer?.text && el('p', {class: 'small'}, withEmoji(e.footer.text)));
  if (e.color) node.style.borderInlineStartColor = `#${e.color.toString(16).padStart(6, '0')}`;
  return node;
}

function files(message) {
  const shown = new Set(message.embeds.map((e) => e.image?.url).filter(Boolean));
  return message.attachments.filter((a) => !shown.has(a.url))
    .map((a) => (isPicture(a) ? picture(a, a.description ?? a.filename, 'picture') : fileLink(a)));
}

// --- What was sent and is not answered yet -----------------------------------------------------

function placeholder(key, entry) {
  return el('article', {id: `p-${key}`, class: `message pending ephemeral`},
    el('p', {class: 'above'}, avatar(store.me.name), el('span', null, el('b', null, store.me.name), ' used ',
      el('span', {class: 'command', title: entry.text}, entry.text.split(' ')[0]))),
    avatar('snapclone', true),
    el('div', {class: 'body'},
      el('p', {class: 'who'}, el('span', {class: 'author'}, 'snapclone'), el('span', {class: 'tag app'}, 'APP')),
      entry.failed
        ? [el('p', {class: 'failed', role: 'alert'}, entry.failed),
          dismissal(() => { waiting.delete(key); byId(`p-${key}`)?.remove(); })]
        : el('p', {class: 'thinking'}, dots(), 'Sending command…')));
}

let sent = 0;

/** Sends a command; returns the sentence with which Discord's client refuses it, or null. */
export async function sendCommand(channel, command, options) {
  const key = String(++sent);
  // As the sandbox writes it above the answer.
  const words = Object.entries(options).map(([name, value]) => ` ${name}:${value}`).join('');
  const entry = {channel: channel.id, text: `/${command}${words}`, failed: null};
  waiting.set(key, entry);
  const draws = () => {
    byId(`p-${key}`)?.remove();
    if (waiting.has(key) && entry.channel === open?.id) { log.append(placeholder(key, entry)); toEnd(); }
  };
  draws();
  const result = await act('command', {channel: channel.id, command, options});
  if (result.error) { waiting.delete(key); draws(); return result.error; }
  if (result.failed) entry.failed = 'The application did not respond';
  else waiting.delete(key);
  draws();
  return null;
}

/** The answer is there: what stood in for it goes. */
function settle(label) {
  for (const [key, entry] of waiting) {
    if (!entry.failed && entry.text === label) { waiting.delete(key); byId(`p-${key}`)?.remove(); return; }
  }
}

export function forgetWaiting() {
  waiting.clear();
}
