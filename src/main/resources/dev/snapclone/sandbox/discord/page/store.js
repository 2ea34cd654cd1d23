// What the person that is being played sees: loaded once, then kept by the stream of events.

import {heardAt} from './clock.js';
import {listen} from './line.js';

const listeners = new Map();

export const store = {
  me: null, bot: null, guild: '', guildId: '', people: [], roles: [], channels: new Map(), commands: [],
  connected: false,
  channel(id) { return this.channels.get(id); },
  userName(id) {
    return this.people.find((p) => p.id === id)?.name ?? (this.bot?.id === id ? this.bot.name : null);
  },
  roleName(id) { return this.roles.find((r) => r.id === id)?.name ?? null; },
  findMessage(id) {
    for (const channel of this.channels.values()) {
      const found = channel.messages.find((m) => m.id === id);
      if (found) return found;
    }
    return null;
  },
};

/** Calls the listener with what is told: state, channel, closed, message, deleted, typing, connection. */
export function on(kind, listener) {
  if (!listeners.has(kind)) listeners.set(kind, []);
  listeners.get(kind).push(listener);
}

function tell(kind, data) {
  for (const listener of listeners.get(kind) ?? []) listener(data);
}

let hangUp = () => {};
let turn = 0;

const api = (what) => `/page/api/${encodeURIComponent(store.me?.name ?? '')}/${what}`;

/** Becomes a person: forgets what the one before saw. */
export async function become(name) {
  const mine = ++turn;
  hangUp();
  const response = await fetch(`/page/api/${encodeURIComponent(name)}/state`);
  if (!response.ok) throw new Error(`nobody is called ${name}`);
  const state = await response.json();
  if (mine !== turn) return;
  Object.assign(store, {
    me: state.me, bot: state.bot, guild: state.guild ?? '', guildId: state.guildId ?? '',
    people: state.people, roles: state.roles, commands: state.commands,
    channels: new Map(state.channels.map((c) => [c.id, c])),
  });
  for (const channel of state.channels) channel.messages.forEach((m) => heardAt(m.at));
  tell('state', store);
  follow(state.number, mine);
}

function follow(number, mine) {
  let last = number;
  hangUp = listen(() => api(`stream?after=${last}&world=${store.bot.id}`), (event) => {
    if (mine !== turn) return;
    last = event.number;
    heard[event.kind]?.(event.data);
  }, connection);
}

const heard = {
  reset() { become(store.me.name).catch(() => {}); },
  message(message) {
    heardAt(message.at);
    const channel = store.channels.get(message.channel);
    if (!channel) return;
    const at = channel.messages.findIndex((m) => m.id === message.id);
    if (at >= 0) channel.messages[at] = message;
    else channel.messages.push(message);
    tell('message', {message, fresh: at < 0});
  },
  deleted({id, channel}) {
    const there = store.channels.get(channel);
    if (there) there.messages = there.messages.filter((m) => m.id !== id);
    tell('deleted', {id, channel});
  },
  channel(channel) {
    const fresh = !store.channels.has(channel.id);
    store.channels.set(channel.id, channel);
    tell('channel', {channel, fresh});
  },
  closed({id}) {
    store.channels.delete(id);
    tell('closed', {id});
  },
  typing(data) { tell('typing', data); },
};

function connection(is) {
  if (store.connected === is) return;
  store.connected = is;
  tell('connection', is);
}

/** Commands are registered again when the bot starts: asked for when somebody is about to type one. */
export async function refreshCommands() {
  const response = await fetch(api('state'));
  if (response.ok) store.commands = (await response.json()).commands;
  return store.commands;
}

/** Does something as the person; `error` is set where Discord's client refuses, or nothing answers. */
export async function act(what, body) {
  try {
    const response = await fetch(api(what), {
      method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body),
    });
    const result = await response.json();
    return response.ok ? result : {error: result.error ?? `The sandbox answered ${response.status}.`};
  } catch {
    return {error: 'The sandbox does not answer. Does the demo still run?'};
  }
}
