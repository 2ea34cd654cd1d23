// Some things to try, for somebody who is here for the first time.
import {byId, el} from './dom.js';
import {sign} from './emoji.js';
import {play} from './composer.js';
import {on, store} from './store.js';

const place = byId('guide');
const IDEAS = [
  {
    title: 'Snapshot a Linux instance', brief: 'Snapshot', command: 'snapshot', option: 'server-name', text: 'db-01',
    then: 'Press Enter, or the arrow, to send it.',
    after: 'The card in the channel follows the work; the panel shows what happens in the cloud. Then take the next suggestion.',
  },
  {
    title: 'Clone it, and approve as somebody else', brief: 'Clone', command: 'clone', option: 'snapshot-id', text: 'db-01',
    then: 'Press Enter, or the arrow, to send it.',
    after: 'anna may not approve what she asked for. Become ben, and press Approve on the card.', be: 'ben', missing: 'There is no snapshot yet. Take one first: that is the first suggestion.',
  },
  {
    title: 'Copy a Windows instance, and follow its steps', brief: 'Windows', command: 'copy', option: 'server-name', text: 'win-sql-01',
    then: 'Press Enter, or the arrow, to send it.',
    after: 'Approve it as ben. Then become anna again: when the copy runs, a private thread leads her through the console.', be: 'ben',
  },
  {
    title: 'Snapshot every night, keep seven', brief: 'Nightly', command: 'schedule add', option: 'server-name', text: 'db-01',
    given: {every: 'day', 'keep-last': '7'},
    then: 'Press Enter, or the arrow, to send it.',
    after: 'Approve it as ben. Then let nights pass with “A night passes” in the panel: a snapshot stands there each morning, and nothing is said unless one fails.', be: 'ben',
  },
];
let become = null;
let current = null;
let said = '';
let wanted = false;
let inThread = false;

/** @param switchTo plays another person */
export function startGuide(switchTo) {
  become = switchTo;
  document.addEventListener('sent', (event) => sent(event.detail.command));
  on('state', () => { if (current && wanted) hint(current, said); });
  if (localStorage.getItem('guide') === 'away') return;
  ideas();
}

/** Who gave a command without a suggestion needs none any more; a suggestion says what comes next. */
function sent(command) {
  if (!wanted) return;
  if (current?.command === command) hint(current, current.after);
  else away();
}

export function guideIsThere() {
  return wanted;
}

/** Stays out of threads: what is read there is long, and no suggestion is about it. */
export function guideBelow(channel) {
  inThread = Boolean(channel?.parent);
  draw();
}

function draw() {
  place.hidden = !wanted || inThread;
}

/** The suggestions again. */
export function ideas() {
  localStorage.removeItem('guide');
  current = null;
  wanted = true;
  place.classList.remove('sent');
  draw();
  place.replaceChildren(box('New here? Pick one; it types itself.',
    el('div', {class: 'ideas'}, IDEAS.map((idea, i) => el('button', {type: 'button', class: 'idea', onclick: () => start(idea)},
      el('span', {class: 'number', 'aria-hidden': 'true'}, String(i + 1)),
      el('span', {class: 'whole'}, idea.title), el('span', {class: 'brief'}, idea.brief))))));
}

function box(title, ...children) {
  return el('section', {class: 'guide', 'aria-label': 'Guided start'},
    el('p', {class: 'guide-title'}, title),
    el('button', {type: 'button', class: 'icon', 'aria-label': 'Dismiss the guided start', onclick: dismiss}, sign('close')),
    children);
}

function away() {
  localStorage.setItem('guide', 'away');
  wanted = false;
  draw();
}

function dismiss() {
  away();
  byId('composer').querySelector('input')?.focus();
}

async function start(idea) {
  current = idea;
  await become('anna', 'ops');
  hint(idea, 'Typing …');
  const worked = await play(idea.command, idea.option, idea.text, idea.given);
  if (current === idea) hint(idea, worked || !idea.missing ? idea.then : idea.missing);
}

function hint(idea, text) {
  said = text;
  // Where there is little room, what was sent matters more than this: a row of buttons stays.
  place.classList.toggle('sent', text === idea.after);
  place.replaceChildren(box(idea.title,
    el('p', {class: 'guide-text', role: 'status'}, text),
    el('div', {class: 'row'},
      idea.be && text === idea.after && ['ben', 'anna'].map((name) => el('button', {type: 'button', class: 'button secondary',
        'aria-disabled': store.me.name === name ? 'true' : null,
        onclick: () => store.me.name !== name && become(name)}, `Be ${name}`)),
      el('button', {type: 'button', class: 'button secondary', onclick: ideas}, 'All suggestions'))));
}
