// The cloud behind the bot: what is in it, what the bot just called, and levers to make trouble.
import {byId, el, refill} from './dom.js';
import {sign} from './emoji.js';
import {listen} from './line.js';

const place = byId('panel');
const GOOD = ['active', 'available', 'in-use'];
const BAD = ['error', 'error_deleting', 'killed'];
const folded = new Set(JSON.parse(sessionStorage.getItem('folded') ?? '["volumes","images"]'));
let newest = '';

/** Shows the panel and keeps it true; says whether there is one. */
export async function startPanel() {
  const response = await fetch('/panel/state').catch(() => null);
  if (!response?.ok) return false;
  const frame = {
    health: el('span', {class: 'health', role: 'status'}),
    levers: el('div', {class: 'levers'}),
    hint: el('p', {class: 'lever-hint', 'aria-hidden': 'true'}, 'See how the bot comes through it.'),
    things: el('div'), calls: el('ol', {class: 'calls', tabindex: '0', 'aria-label': 'Calls to the cloud, newest first'}),
  };
  place.replaceChildren(
    el('div', {class: 'panel-head'}, el('h2', null, 'The cloud behind'), el('span', {class: 'tag'}, 'sandbox'),
      frame.health, el('button', {type: 'button', class: 'icon medium-only close-drawer', 'aria-label': 'Close'}, sign('close'))),
    el('div', {class: 'scroll'},
      el('section', {'aria-labelledby': 'trouble-title'},
        el('h3', {id: 'trouble-title'}, 'Make trouble'), frame.levers, frame.hint),
      frame.things),
    el('section', {class: 'calls-place', 'aria-labelledby': 'calls-title'},
      el('h3', {id: 'calls-title'}, 'What the bot just called'), frame.calls));
  for (const kind of ['mouseover', 'focusin']) {
    frame.levers.addEventListener(kind, (event) => {
      const over = event.target.closest('.lever');
      if (over) frame.hint.textContent = over.dataset.hint;
    });
  }
  draw(frame, await response.json());
  listen(() => '/panel/stream', (state) => draw(frame, state));
  return true;
}

function draw(frame, state) {
  frame.health.className = state.up ? 'health up' : 'health down';
  if (frame.health.textContent !== (state.up ? 'up' : 'down')) frame.health.textContent = state.up ? 'up' : 'down';
  refill(frame.levers, state.levers.map(lever));
  refill(frame.things, [
    group('instances', 'Instances', state.instances),
    group('snapshots', 'Volume snapshots', state.snapshots),
    group('images', 'Images', state.images),
    group('volumes', 'Volumes', state.volumes),
  ]);
  calls(frame.calls, state.calls);
}

function lever(l) {
  return el('button', {
    type: 'button', class: `lever ${l.state ? 'pulled' : ''}`, 'data-hint': l.hint, 'aria-description': l.hint, 'data-key': `lever-${l.id}`,
    'aria-disabled': l.free ? null : 'true',
    onclick: () => l.free && fetch(`/panel/do/${l.id}`,
      {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{}'}),
  }, el('span', {class: 'lever-name'}, l.label), l.state && el('span', {class: 'lever-state', role: 'status'}, l.state));
}

function group(key, title, things) {
  const sorted = [...things.filter((t) => t.fresh).reverse(), ...things.filter((t) => !t.fresh)];
  const fresh = things.filter((t) => t.fresh).length;
  const details = el('details', {open: !folded.has(key)},
    el('summary', {'data-key': `group-${key}`}, el('h3', null, title), el('span', {class: 'count'}, String(things.length)),
      fresh ? el('span', {class: 'tag new'}, `${fresh} new`) : null),
    things.length ? el('ul', {class: 'things'}, sorted.map(thing)) : el('p', {class: 'none'}, 'None.'));
  details.addEventListener('toggle', () => {
    if (details.open) folded.delete(key); else folded.add(key);
    sessionStorage.setItem('folded', JSON.stringify([...folded]));
  });
  return details;
}

function thing(t) {
  const status = t.status.toLowerCase();
  const tone = t.doing ? 'busy' : GOOD.includes(status) ? 'good' : BAD.includes(status) ? 'bad'
    : status === 'shutoff' ? 'off' : 'busy';
  return el('li', {class: t.fresh ? 'thing fresh' : 'thing'},
    el('span', {class: `dot ${tone}`, 'aria-hidden': 'true'}),
    el('span', {class: 'thing-name', title: `${t.name}\n${t.id}`}, t.name),
    el('span', {class: 'thing-status'}, t.doing ? `${t.status} · ${t.doing}` : t.status),
    el('span', {class: 'thing-detail'}, t.detail));
}

function calls(list, all) {
  const seen = newest;
  newest = all.at(-1)?.id ?? '';
  let fresh = true;
  const rows = [...all].reverse().map((c) => {
    if (c.id === seen) fresh = false;
    return el('li', {class: fresh && seen ? 'call fresh' : 'call'},
      el('span', {class: `method ${c.method === 'GET' ? '' : 'changes'}`}, c.method),
      el('span', {class: 'path', title: c.path}, short(c.path)),
      c.times > 1 ? el('span', {class: 'times'}, `×${c.times}`) : null,
      status(c.status));
  });
  const top = list.scrollTop;
  list.replaceChildren(...rows);
  list.scrollTop = top;
}

/** @param code of the answer; 0 while there is none, -1 when it never came */
function status(code) {
  if (code === 0) return el('span', {class: 'status open', title: 'No answer yet'}, '…');
  return el('span', {class: code < 0 || code >= 400 ? 'status wrong' : 'status', title: code < 0 ? 'Never answered' : null},
    code < 0 ? '–' : String(code));
}

/** Ids are long and alike: their beginning is enough to tell them apart. */
function short(path) {
  return path.replace(/([0-9a-f]{8})-[0-9a-f-]{27}/g, '$1…').replace(/\/[0-9a-f]{32}(?=\/|$)/g, '')
    .replace(/^\/(compute|volume|image|network|identity)\/v[\d.]+/, '$1 ');
}
