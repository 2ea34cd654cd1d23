// Puts the page together: channels, people, drawers, theme.
import {announce, avatar, byId, el, refill} from './dom.js';
import {sign} from './emoji.js';
import {become, on, store} from './store.js';
import {speak, tick} from './markdown.js';
import * as messages from './messages.js';
import * as composer from './composer.js';
import {startPanel} from './panel.js';
import {guideBelow, guideIsThere, ideas, startGuide} from './guide.js';

const log = byId('log');
const unread = new Map();
/** The newest message that each person saw in each channel, by both their ids. */
const read = new Map();
let here = null;
let wanted = 'ops';
// Where a focus brings up a keyboard, only the finger gives it.
const touch = matchMedia('(hover: none)');

// --- Channels ----------------------------------------------------------------------------------

function open(id, focus) {
  here = store.channel(id) ?? [...store.channels.values()].find((c) => c.type === 0) ?? null;
  wanted = here?.name ?? wanted;
  unread.delete(here?.id);
  if (here) read.set(`${store.me.id}/${here.id}`, here.messages.at(-1)?.id ?? '0');
  byId('channel-title').replaceChildren(...(here ? [mark(here), ` ${here.name}`] : ['snapclone sandbox']));
  document.title = `${here ? `${here.type ? '' : '#'}${here.name}` : ''} · ${store.me.name} · snapclone sandbox`;
  messages.show(here);
  composer.writeTo(here);
  guideBelow(here);
  drawChannels();
  if (focus) { drawers.close(); if (!touch.matches) composer.focus(); }
}

/** What stands before a channel's name. */
function mark(channel) {
  if (channel.type === 11 || channel.type === 12) return sign(channel.type === 12 ? 'lock' : 'thread');
  return channel.type === 1 ? '@' : '#';
}

function drawChannels() {
  byId('guild-name').textContent = store.guild || 'No guild';
  const all = [...store.channels.values()];
  const texts = all.filter((c) => c.type === 0);
  // As in Discord, a bot can open direct messages, but nobody sees them before there is one.
  const directs = all.filter((c) => c.type === 1 && c.messages.length);
  refill(byId('channel-list'), [
    el('h2', {id: 'channels-title'}, 'Text channels'),
    el('ul', {'aria-labelledby': 'channels-title'}, texts.map((c) => {
      const threads = all.filter((t) => t.parent === c.id && !t.archived);
      return el('li', null, entry(c), threads.length
        ? el('ul', {class: 'threads'}, threads.map((t) => el('li', null, entry(t)))) : null);
    })),
    directs.length ? [el('h2', {id: 'directs-title'}, 'Direct messages'),
      el('ul', {'aria-labelledby': 'directs-title'}, directs.map((c) => el('li', null, entry(c, 'snapclone'))))] : null,
  ]);
}

function entry(c, name) {
  const news = unread.get(c.id);
  return el('button', {
    type: 'button', 'data-key': `channel-${c.id}`, 'aria-current': c.id === here?.id ? 'page' : null,
    class: ['channel', news && 'unread'].filter(Boolean).join(' '), onclick: () => open(c.id, true),
  }, el('span', {class: 'mark', 'aria-hidden': 'true'}, mark(c)), el('span', {class: 'channel-name'}, name ?? c.name),
  news?.pings ? el('span', {class: 'badge', 'aria-label': `${news.pings} mentions`}, String(news.pings))
    : news ? el('span', {class: 'hidden'}, ' unread') : null);
}

function noteUnread(message) {
  if (message.channel === here?.id) read.set(`${store.me.id}/${here.id}`, message.id);
  if (message.channel === here?.id || message.author.id === store.me.id) return;
  const news = unread.get(message.channel) ?? {pings: 0};
  if (message.pinged.includes(store.me.id)) news.pings++;
  unread.set(message.channel, news);
  drawChannels();
}

on('message', (event) => {
  messages.onMessage(event);
  if (event.fresh) noteUnread(event.message);
});
on('deleted', messages.onDeleted);
on('channel', ({channel, fresh}) => {
  if (fresh && channel.messages.length) unread.set(channel.id, {pings: 0});
  if (fresh) announce(`New thread ${channel.name}`);
  if (channel.id === here?.id) open(channel.id);
  else { drawChannels(); if (fresh) redrawLinks(); }
});
on('closed', ({id}) => { if (id === here?.id) open(''); else drawChannels(); });
on('connection', (is) => {
  byId('composer-note').textContent = is ? '' : 'The connection to the sandbox is gone; trying again …';
});

/** A link that said "no access" may lead somewhere now. */
function redrawLinks() {
  if (!here || !log.querySelector('.closed-link')) return;
  const end = messages.isAtEnd();
  const at = log.scrollTop;
  messages.show(here);
  if (!end) log.scrollTop = at;
}

document.addEventListener('jump', (event) => {
  const {channelId, messageId} = event.detail;
  if (channelId !== here?.id) open(channelId, true);
  const target = messageId && byId(`m-${messageId}`);
  if (target) {
    target.scrollIntoView({block: 'center'});
    target.classList.add('found');
    target.focus({preventScroll: true});
    setTimeout(() => target.classList.remove('found'), 1500);
  }
});

// --- People ------------------------------------------------------------------------------------

const ROLES = {Administrators: 'guild administrator'};

/** The language of a person's client, when it is not English. */
function language(locale) {
  return /^en\b/.test(locale ?? 'en') ? '' : new Intl.DisplayNames('en', {type: 'language'}).of(locale.split('-')[0]);
}

function drawPeople() {
  const people = store.people.filter((p) => !p.bot);
  refill(byId('people'), people.map((p) => {
    const me = p.id === store.me.id;
    return el('button', {
      type: 'button', role: 'radio', 'aria-checked': String(me), tabindex: me ? '0' : '-1',
      class: 'person', 'data-key': `person-${p.name}`, onclick: () => play(p.name),
    }, avatar(p.name), el('span', {class: 'person-name'}, p.name),
    el('span', {class: 'person-role'}, [p.roles.map((r) => ROLES[r] ?? r).join(', ') || 'no role',
      language(p.locale)].filter(Boolean).join(' · ')));
  }));
}

byId('people').addEventListener('keydown', (event) => {
  const step = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1}[event.key];
  if (!step) return;
  event.preventDefault();
  const all = [...byId('people').children];
  const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
  next.focus();
  next.click();
});

/** Plays somebody, in the channel of that name if there is one. */
async function play(name, channel) {
  if (channel) wanted = channel;
  if (store.me?.name === name) { openWanted(); return; }
  messages.forgetWaiting();
  sessionStorage.setItem('person', name);
  await become(name);
  announce(`You are ${name} now.`);
}

function openWanted() {
  open([...store.channels.values()].find((c) => c.name === wanted)?.id ?? '');
}

/** What called a person while somebody else was played. */
function noteMissed() {
  unread.clear();
  for (const channel of store.channels.values()) {
    const since = BigInt(read.get(`${store.me.id}/${channel.id}`) ?? '0');
    const pings = channel.messages.filter((m) => BigInt(m.id) > since && m.pinged.includes(store.me.id)).length;
    if (pings) unread.set(channel.id, {pings});
  }
}

on('state', () => {
  noteMissed();
  speak(store.people.find((p) => p.id === store.me.id)?.locale ?? 'en');
  composer.reset();
  drawPeople();
  openWanted();
});

// --- Drawers on narrow windows -----------------------------------------------------------------

const drawers = {
  narrow: matchMedia('(max-width: 720px)'),
  medium: matchMedia('(max-width: 1080px)'),
  open: null,
  toggle(id) { if (this.open === id) this.close(); else this.show(id); },
  show(id) { this.open = id; this.draw(); byId(id).querySelector('button, summary')?.focus(); },
  close() {
    if (!this.open) return;
    const opener = byId(`open-${this.open}`);
    const inside = byId(this.open).contains(document.activeElement);
    this.open = null;
    this.draw();
    if (inside) opener.focus();
  },
  draw() {
    for (const [id, query] of [['channels', this.narrow], ['panel', this.medium]]) {
      const is = this.open === id;
      byId(id).classList.toggle('drawn', is);
      byId(id).inert = query.matches && !is;
      byId(`open-${id}`).setAttribute('aria-expanded', String(is));
    }
    document.querySelector('main').inert = Boolean(this.open);
    byId('backdrop').hidden = !this.open;
  },
};
byId('open-channels').addEventListener('click', () => drawers.toggle('channels'));
byId('open-panel').addEventListener('click', () => drawers.toggle('panel'));
document.addEventListener('click', (event) => {
  if (event.target.closest('#backdrop, .close-drawer')) drawers.close();
});
for (const query of [drawers.narrow, drawers.medium]) query.addEventListener('change', () => { drawers.open = null; drawers.draw(); });
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented) drawers.close();
});

// --- Theme -------------------------------------------------------------------------------------

const dark = matchMedia('(prefers-color-scheme: dark)');
function drawTheme() {
  const is = localStorage.getItem('theme') ?? (dark.matches ? 'dark' : 'light');
  document.documentElement.dataset.theme = is;
  byId('theme').replaceChildren(sign(is === 'dark' ? 'sun' : 'moon'));
  byId('theme').setAttribute('aria-label', is === 'dark' ? 'Switch to light' : 'Switch to dark');
}
byId('theme').addEventListener('click', () => {
  localStorage.setItem('theme', document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
  drawTheme();
});
dark.addEventListener('change', drawTheme);

// --- Start -------------------------------------------------------------------------------------

for (const node of document.querySelectorAll('[data-sign]')) node.append(sign(node.dataset.sign));
drawTheme();
drawers.draw();
setInterval(tick, 1000);
byId('guided').addEventListener('click', () => {
  if (here?.parent) open('', true);
  if (!guideIsThere()) ideas();
});
startPanel().then((there) => { if (!there) { byId('panel').remove(); byId('open-panel').remove(); } });
become(sessionStorage.getItem('person') ?? 'anna')
  .catch(() => become('anna'))
  .then(() => { startGuide(play); if (!touch.matches) composer.focus(); })
  .catch(() => { byId('composer-note').textContent = 'The sandbox does not answer. Does the demo still run?'; });
