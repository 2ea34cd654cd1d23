// Buttons, select menus and dialogs.
import {add, byId, el, newId} from './dom.js';
import {sign, withEmoji} from './emoji.js';
import {act} from './store.js';

const STYLES = {1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 6: 'primary'};

/** A row of controls, a button or a select; null for what is none. */
export function control(message, c) {
  switch (c.type) {
    case 1: return el('div', {class: 'row'}, (c.components ?? []).map((each) => control(message, each)));
    case 2: return button(message, c);
    case 3: return select(message, c);
    default: return null;
  }
}

function label(c) {
  return withEmoji([c.emoji?.name, c.label].filter(Boolean).join(' '));
}

function button(message, c) {
  if (c.style === 5) {
    return el('a', {class: 'button secondary', href: /^https?:/.test(c.url) ? c.url : '#', target: '_blank',
      rel: 'noopener noreferrer'}, label(c), ' ', sign('out'));
  }
  return el('button', {
    type: 'button', class: `button ${STYLES[c.style] ?? 'secondary'}`, disabled: c.disabled,
    'data-key': c.custom_id,
    onclick: (event) => use(event.currentTarget, 'press', {message: message.id, control: c.custom_id}),
  }, label(c));
}

/** Does it, and shows that it goes on, and that it failed. */
async function use(control, what, body) {
  if (control.getAttribute('aria-busy') === 'true') return;
  control.setAttribute('aria-busy', 'true');
  const place = control.closest('article');
  place?.querySelector('.failed')?.remove();
  const result = await act(what, body);
  control.removeAttribute('aria-busy');
  if (result.error || result.failed) {
    const now = document.getElementById(place?.id ?? '') ?? place;
    const note = el('p', {class: 'failed', role: 'alert'}, result.error ?? 'This interaction failed');
    now?.querySelector('.body')?.append(note);
    note.scrollIntoView({block: 'nearest'});
  } else if (result.dialog) {
    dialog(result.dialog, control);
  }
}

function select(message, c) {
  const list = newId('menu');
  const multiple = (c.max_values ?? 1) > 1;
  const chosen = new Set(c.options.filter((o) => o.default).map((o) => o.value));
  const menu = el('ul', {id: list, class: 'menu', role: 'listbox', tabindex: '-1', hidden: true,
    'aria-label': c.placeholder || 'Choices',
    'aria-multiselectable': multiple ? 'true' : null});
  const opener = el('button', {
    type: 'button', class: 'opener', 'aria-haspopup': 'listbox', 'aria-expanded': 'false',
    'aria-controls': list, disabled: c.disabled, 'data-key': c.custom_id,
    onclick: () => toggle(menu.hidden),
  }, el('span', null, c.options.filter((o) => o.default).map((o) => o.label).join(', ')
    || c.placeholder || 'Make a selection'), sign('down'));
  const toggle = (open) => {
    menu.hidden = !open;
    opener.setAttribute('aria-expanded', String(open));
    if (!open) return;
    menu.scrollIntoView({block: 'nearest'});
    (menu.querySelector('[aria-selected="true"]') ?? menu.firstElementChild)?.focus();
  };
  const send = () => {
    toggle(false);
    opener.focus();
    use(opener, 'choose', {message: message.id, values: [...chosen]});
  };
  const pick = (node, value) => {
    if (!multiple) { chosen.clear(); chosen.add(value); send(); return; }
    if (!chosen.delete(value)) chosen.add(value);
    node.setAttribute('aria-selected', String(chosen.has(value)));
  };
  add(menu, c.options.map((o) => el('li', {
    role: 'option', tabindex: '-1', 'aria-selected': String(chosen.has(o.value)),
    onclick: (event) => pick(event.currentTarget, o.value),
  }, el('span', {class: 'choice'}, withEmoji([o.emoji?.name, o.label].filter(Boolean).join(' '))),
  o.description && el('span', {class: 'about'}, withEmoji(o.description)))));
  const all = () => [...menu.children];
  menu.addEventListener('keydown', (event) => {
    const at = all().indexOf(document.activeElement);
    const to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all().length - 1}[event.key];
    if (to !== undefined) all()[Math.max(0, Math.min(all().length - 1, to))].focus();
    else if (event.key === 'Enter' || event.key === ' ') document.activeElement.click();
    else if (event.key === 'Escape') { toggle(false); opener.focus(); } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const box = el('div', {class: 'select'}, opener, menu,
    multiple && el('button', {type: 'button', class: 'button secondary', onclick: send}, 'Done'));
  box.addEventListener('focusout', (event) => { if (!box.contains(event.relatedTarget)) toggle(false); });
  return box;
}

function dialog(opened, opener) {
  const node = byId('dialog');
  const note = el('p', {class: 'failed', role: 'alert'});
  const inputs = opened.inputs.map((input) => ({input, field: field(input)}));
  const form = el('form', {method: 'dialog', novalidate: true},
    el('h2', {id: 'dialog-title'}, opened.title),
    el('p', {class: 'small'}, 'This form goes to snapclone, in the sandbox.'),
    inputs.map(({input, field: f}) => el('label', {class: 'field'},
      el('span', null, input.label, input.required && el('span', {class: 'required'}, ' required')), f)),
    note,
    el('div', {class: 'row end'},
      el('button', {type: 'button', class: 'button secondary', onclick: () => node.close()}, 'Cancel'),
      el('button', {type: 'submit', class: 'button primary'}, 'Submit')));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(inputs.map(({input, field: f}) => [input.id, f.value]));
    const result = await act('submit', {dialog: opened.id, fields});
    if (result.error || result.failed) note.textContent = result.error ?? 'Something went wrong. Try again.';
    else node.close();
  });
  node.replaceChildren(form);
  node.onclose = () => opener.isConnected && opener.focus();
  node.showModal();
}

function field(input) {
  if (input.options.length) {
    return el('select', {required: input.required},
      input.options.map((o) => el('option', {value: o.value}, o.label)));
  }
  const common = {required: input.required, minlength: input.min || null, maxlength: input.max || null};
  return input.long ? el('textarea', {...common, rows: 4}) : el('input', {...common, type: 'text'});
}
