// The message box: ordinary messages, and commands with their options.
import {byId, el} from './dom.js';
import {sign} from './emoji.js';
import {act, refreshCommands, store} from './store.js';
import {sendCommand} from './messages.js';
import {Suggest} from './suggest.js';

const PAUSE = 150;
const form = byId('composer');
const note = byId('composer-note');
const suggest = new Suggest(byId('popup'));
let channel = null;
let line = null;
let command = null;
let parts = [];
let more = null;
let asked = 0;
let quiet = false;
/** The input whose list is on its way, and how often Enter was pressed since. */
let pending = null;

const combobox = (attributes) => el('input', {
  type: 'text', role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false',
  autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', ...attributes,
});

const sendButton = () => el('button', {type: 'submit', class: 'icon send', 'aria-label': 'Send'}, sign('send'));

/** Says something below the box: what is wrong, or what one can do. */
function remark(text, wrong) {
  note.textContent = text;
  note.classList.toggle('wrong', Boolean(wrong));
}

/** The box writes to this channel from now on. */
export function writeTo(next) {
  const same = channel?.id === next?.id && line?.disabled === !next?.mayWrite;
  channel = next;
  if (same) return;
  if (!command) asText(line?.value ?? '');
}

/** An empty box; whatever was typed goes. */
export function reset() {
  asText('');
  remark('');
}

export function focus() {
  (command ? parts.find((p) => !p.input.value)?.input ?? parts[0]?.input ?? more : line)?.focus();
}

function asText(text) {
  command = null;
  asked++;
  pending = null;
  parts = [];
  more = null;
  suggest.hide();
  const name = channel ? (channel.type === 0 ? `#${channel.name}` : channel.name) : 'nobody';
  line = combobox({id: 'line', placeholder: `Message ${name} – type / for commands`,
    'aria-label': `Message ${name}, or a slash for commands`, disabled: !channel?.mayWrite});
  line.value = text;
  line.addEventListener('input', () => { remark(''); typed(); });
  line.addEventListener('keydown', (event) => suggest.key(event));
  line.addEventListener('focus', typed);
  line.addEventListener('blur', () => suggest.hide());
  form.replaceChildren(el('div', {class: 'fields-place'}, line), sendButton());
}

function typed() {
  const known = store.commands.find((c) => line.value.startsWith(`/${c.name} `));
  if (known) {
    const rest = line.value.slice(known.name.length + 2);
    asCommand(known, {});
    const input = parts[0]?.input ?? more;
    input.value = rest;
    input.dispatchEvent(new Event('input', {bubbles: true}));
    return;
  }
  const start = /^\/(\S*(?: [a-z]*)?)$/.exec(line.value);
  if (!start) { suggest.hide(); return; }
  offerCommands(start[1]);
}

function offerCommands(start) {
  const fitting = store.commands.filter((c) => c.name.startsWith(start.toLowerCase()))
    .concat(store.commands.filter((c) => !c.name.startsWith(start.toLowerCase()) && c.name.includes(start.toLowerCase())));
  suggest.show(line, start ? `Commands matching /${start}` : 'Commands', fitting.map((c) => ({
    mark: '/', label: c.name, hint: c.description, pick: () => asCommand(c, {}),
  })), {note: fitting.length ? '' : store.commands.length ? 'No commands match.' : 'No commands are registered: the bot is not there.'});
  if (!store.commands.length) {
    refreshCommands().then((all) => all.length && line?.value === `/${start}` && offerCommands(start));
  }
}

/**
 * As in Discord, an option's name and a colon begin that option, typed or pasted: in "web-01 name:x y"
 * what stands before stays here. The name of an option that has its value is text. Says whether one began.
 */
function begins(input, at) {
  if (at && input.value.trimStart().startsWith(`${at.option.name}:`)) {
    input.value = input.value.trimStart().slice(at.option.name.length + 1).trimStart();
  }
  const names = command.options.filter((o) => !parts.some((p) => p.option === o && (p === at || value(p))))
    .map((o) => o.name.replace(/[^\w-]/g, '')).join('|');
  const pieces = names ? input.value.split(new RegExp(`(?:^|\\s)(${names}):\\s*`)) : [];
  if (pieces.length < 2) return false;
  input.value = pieces[0].trim();
  fit(input);
  for (let i = 1; i < pieces.length; i += 2) {
    addOption(command.options.find((o) => o.name === pieces[i]), pieces[i + 1].trim());
  }
  return true;
}

function asCommand(known, values, chosen = {}) {
  command = known;
  asked++;
  line = null;
  remark('');
  suggest.hide();
  parts = known.options.filter((o) => o.required || o.name in values).map(part);
  for (const p of parts) {
    p.input.value = values[p.option.name] ?? '';
    p.chosen = chosen[p.option.name] ?? null;
    fit(p.input);
  }
  more = combobox({class: 'more', 'aria-label': `More options of /${known.name}`});
  more.addEventListener('focus', () => { if (!quiet) offerOptions(); });
  more.addEventListener('click', offerOptions);
  more.addEventListener('input', () => { remark(''); if (!begins(more, null)) offerOptions(); });
  more.addEventListener('blur', () => suggest.hide());
  more.addEventListener('keydown', (event) => keys(event, null));
  draw();
  focus();
}

function draw() {
  const left = remaining().length;
  more.placeholder = left ? `+${left} optional` : '';
  more.readOnly = !left;
  form.replaceChildren(
    el('div', {class: 'fields-place'},
      el('span', {class: 'pill'}, `/${command.name}`), parts.map((p) => p.box), more),
    el('button', {type: 'button', class: 'icon', 'aria-label': 'Discard the command',
      onclick: () => { reset(); line.focus(); }}, sign('close')),
    sendButton());
}

function part(option) {
  const input = combobox({'aria-label': `${option.name}${option.required ? ', required' : ''}: ${option.description}`,
    'aria-required': option.required ? 'true' : null, 'data-option': option.name});
  const made = {option, input, chosen: null, box: null};
  made.box = el('label', {class: option.required ? 'option needed' : 'option'},
    el('span', {class: 'option-name'}, option.name), input);
  input.addEventListener('focus', () => offerValues(made));
  input.addEventListener('input', () => {
    made.chosen = null;
    made.box.classList.remove('wrong');
    remark('');
    if (begins(input, made)) return;
    fit(input);
    offerValues(made);
  });
  input.addEventListener('blur', () => { suggest.hide(); pending = null; });
  input.addEventListener('keydown', (event) => keys(event, made));
  return made;
}

function fit(input) {
  input.style.width = `${Math.max(8, Math.min(36, input.value.length + 1))}ch`;
}

function keys(event, at) {
  const input = event.currentTarget;
  if (event.key === 'Enter' && at && pending?.at === at) {
    // What stands in the list fits what was typed before: Enter is for the list that is coming.
    pending.enters++;
    event.preventDefault();
    return;
  }
  if (suggest.key(event)) return;
  const all = [...parts.map((p) => p.input), more];
  const index = all.indexOf(input);
  const atStart = input.selectionStart === 0 && input.selectionEnd === 0;
  const atEnd = input.selectionStart === input.value.length;
  if (event.key === 'ArrowDown' && !at) {
    offerOptions();
  } else if (event.key === 'Escape') {
    reset();
    line.focus();
  } else if (event.key === 'Backspace' && !input.value) {
    backOut(at, all[index - 1]);
  } else if (event.key === 'ArrowLeft' && atStart && index > 0) {
    all[index - 1].focus();
  } else if (event.key === 'ArrowRight' && atEnd && index < all.length - 1) {
    all[index + 1].focus();
  } else {
    return;
  }
  event.preventDefault();
}

function backOut(at, before) {
  if (at && !at.option.required) {
    parts = parts.filter((p) => p !== at);
    draw();
    (before ?? parts[0]?.input ?? more).focus();
  } else if (before) {
    before.focus();
  } else {
    const name = command.name;
    asText(`/${name}`);
    line.focus();
  }
}

const remaining = () => command.options.filter((o) => !parts.some((p) => p.option === o));

function offerOptions() {
  const text = more.value.toLowerCase();
  const fitting = remaining().filter((o) => o.name.startsWith(text));
  if (!remaining().length) { suggest.show(more, 'Press Enter to send', [], {}); return; }
  suggest.show(more, 'Optional – or press Enter to send', fitting.map((o) => ({
    label: o.name, hint: o.description, pick: () => { more.value = ''; addOption(o); },
  })), {active: text ? 0 : -1});
}

function addOption(option, text = '') {
  let at = parts.find((p) => p.option === option);
  if (!at) parts.push(at = part(option));
  at.input.value = text;
  at.chosen = null;
  fit(at.input);
  draw();
  at.input.focus();
}

function offerValues(at) {
  const {option, input} = at;
  const title = `${option.name} – ${option.description}${option.required ? ' (required)' : ''}`;
  const mine = ++asked;
  if (option.autocomplete) {
    // Discord, too, keeps the old list until the new one is there.
    if (!suggest.open || suggest.input !== input) suggest.show(input, title, [], {note: 'Loading options…'});
    pending = {at, enters: 0};
    setTimeout(() => mine === asked && complete(at, title, mine), PAUSE);
    return;
  }
  const text = input.value.trim().toLowerCase();
  const fitting = fixed(option).filter((c) => at.chosen || c.name.toLowerCase().includes(text));
  suggest.show(input, title, fitting.map((c) => pickable(at, c)), {active: text || option.required ? 0 : -1,
    note: fixed(option).length && !fitting.length ? 'No options match your search.' : ''});
}

function fixed(option) {
  if (option.choices?.length) return option.choices;
  if (option.type === 5) return [{name: 'True', value: 'true'}, {name: 'False', value: 'false'}];
  if (option.type === 6) return store.people.map((p) => ({name: p.name, value: p.name}));
  if (option.type === 7) return [...store.channels.values()].filter((c) => c.type === 0).map((c) => ({name: c.name, value: c.name}));
  if (option.type === 8) return store.roles.map((r) => ({name: r.name, value: r.name}));
  return [];
}

const pickable = (at, choice) => ({label: choice.name, pick: () => take(at, choice)});

async function complete(at, title, mine) {
  const others = {};
  for (const p of parts) if (p !== at && value(p)) others[p.option.name] = value(p);
  const result = await act('complete', {channel: channel.id, command: command.name,
    option: at.option.name, typed: at.input.value, others});
  if (mine !== asked || document.activeElement !== at.input) return;
  const failed = result.failed || result.error;
  const choices = result.choices ?? [];
  const enters = pending?.enters ?? 0;
  pending = null;
  suggest.show(at.input, title, choices.map((c) => pickable(at, c)),
    {note: failed ? 'Loading options failed' : choices.length ? '' : 'No options match your search.'});
  if (!enters) return;
  if (choices.length) suggest.items[0].pick();
  // Without a list, what was typed is sent, as Enter does it then.
  if (enters > 1 || !choices.length) submitCommand();
}

function take(at, choice) {
  asked++;
  pending = null;
  at.input.value = choice.name;
  at.chosen = String(choice.value);
  at.box.classList.remove('wrong');
  fit(at.input);
  suggest.hide();
  const next = parts.find((p) => p.option.required && !p.input.value)?.input;
  if (next) { next.focus(); return; }
  // The list of further options would stand before what matters now: it comes with an arrow or a letter.
  quiet = true;
  more.focus();
  quiet = false;
  remark(remaining().length ? 'Enter sends it. ↓ shows what else can be set.' : 'Enter sends it.');
}

const WORDS = {yes: 'true', true: 'true', no: 'false', false: 'false'};

function value(p) {
  const text = p.input.value.trim();
  return p.chosen ?? (p.option.type === 5 ? WORDS[text.toLowerCase()] : null) ?? text;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (command) submitCommand();
  else say();
});

async function say() {
  const text = line.value.trim();
  if (!text || !channel) return;
  const known = store.commands.find((c) => text === `/${c.name}`);
  if (known) { asCommand(known, {}); if (!known.options.some((o) => o.required)) submitCommand(); return; }
  asText('');
  line.focus();
  const result = await act('say', {channel: channel.id, text});
  if (result.error) { asText(text); remark(result.error, true); }
}

async function submitCommand() {
  // An optional one, too: who has picked it means something by it.
  const missing = parts.find((p) => !value(p));
  for (const p of parts) p.box.classList.toggle('wrong', p === missing);
  if (missing) {
    missing.input.focus();
    remark(`${missing.option.name}: This option is required. Specify a value.`, true);
    return;
  }
  const left = more.value.trim();
  if (left) {
    more.focus();
    remark(`“${left}” is no option of /${command.name}. Pick one from the list, or clear it.`, true);
    return;
  }
  const sent = command;
  const options = {}, shown = {}, chosen = {};
  for (const p of parts) {
    if (!value(p)) continue;
    options[p.option.name] = value(p);
    shown[p.option.name] = p.input.value;
    chosen[p.option.name] = p.chosen;
  }
  reset();
  line.focus();
  form.dispatchEvent(new CustomEvent('sent', {bubbles: true, detail: {command: sent.name}}));
  const refused = await sendCommand(channel, sent.name, options);
  if (refused) {
    if (!line?.value) asCommand(sent, shown, chosen);
    suggest.hide();
    remark(refused, true);
  }
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

async function letters(input, text) {
  for (const letter of text) {
    input.value += letter;
    input.dispatchEvent(new Event('input', {bubbles: true}));
    await wait(matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 45);
  }
}

/** Types a command by itself, and takes what is offered; says whether there was anything to take. */
export async function play(name, option, text, given = {}) {
  reset();
  if (!store.commands.length) await refreshCommands();
  const known = store.commands.find((c) => c.name === name);
  if (!known) { remark('The bot is not there yet. Try again in a moment.', true); return false; }
  line.focus();
  await letters(line, `/${name}`);
  await wait(250);
  asCommand(known, given);
  if (!parts.some((p) => p.option.name === option)) addOption(known.options.find((o) => o.name === option));
  const at = parts.find((p) => p.option.name === option);
  if (!at) return true;
  await letters(at.input, text);
  for (let i = 0; i < 30 && !suggest.items.length; i++) await wait(100);
  await wait(350);
  if (!suggest.items.length || document.activeElement !== at.input) return Boolean(at.input.value);
  suggest.items[0].pick();
  return true;
}
