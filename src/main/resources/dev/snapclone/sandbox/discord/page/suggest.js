// The list above the message box: what one can type, by arrows, Tab, Enter, Esc and mouse.
import {el, newId} from './dom.js';
import {withEmoji} from './emoji.js';

/** A list of suggestions for whichever input has the focus. */
export class Suggest {
  constructor(place) {
    this.place = place;
    this.items = [];
    this.active = -1;
    this.input = null;
    // A press must not take the focus from the input.
    place.addEventListener('mousedown', (event) => event.preventDefault());
  }

  get open() { return !this.place.hidden; }

  /**
   * Shows items {label, hint, tag, pick}.
   *
   * @param active index of the one that Enter takes, -1 for none
   * @param note what stands there when there are none
   */
  show(input, title, items, {active = 0, note = ''} = {}) {
    this.input = input;
    this.items = items;
    const list = newId('list');
    this.nodes = items.map((item, index) => el('li', {
      id: `${list}-${index}`, role: 'option', 'aria-selected': 'false', class: 'suggestion',
      onclick: () => item.pick(),
      onmousemove: () => this.active !== index && this.mark(index, false),
    }, item.mark && el('span', {class: 'mark', 'aria-hidden': 'true'}, item.mark),
    el('span', {class: 'choice'}, withEmoji(item.label)), item.tag && el('span', {class: 'tag'}, item.tag),
    item.hint && el('span', {class: 'about'}, item.hint)));
    this.place.replaceChildren(
      el('p', {class: 'popup-title'}, title),
      note && el('p', {class: 'popup-note'}, note),
      el('ul', {id: list, role: 'listbox', 'aria-label': 'Suggestions'}, this.nodes));
    this.place.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    input.setAttribute('aria-controls', list);
    this.mark(items.length ? Math.min(active, items.length - 1) : -1, true);
  }

  mark(index, scroll) {
    this.nodes?.[this.active]?.setAttribute('aria-selected', 'false');
    this.active = index;
    const node = this.nodes?.[index];
    node?.setAttribute('aria-selected', 'true');
    if (scroll) node?.scrollIntoView({block: 'nearest'});
    if (node) this.input?.setAttribute('aria-activedescendant', node.id);
    else this.input?.removeAttribute('aria-activedescendant');
  }

  hide() {
    this.place.hidden = true;
    this.items = [];
    this.active = -1;
    this.input?.setAttribute('aria-expanded', 'false');
    this.input?.removeAttribute('aria-activedescendant');
  }

  /** Says whether the key was for the list. */
  key(event) {
    if (!this.open || event.isComposing) return false;
    const size = this.items.length;
    if (event.key === 'ArrowDown' && size) this.mark((this.active + 1) % size, true);
    else if (event.key === 'ArrowUp' && size) this.mark((this.active + size - (this.active < 0 ? 0 : 1)) % size, true);
    else if (['Enter', 'Tab'].includes(event.key) && !event.shiftKey && this.active >= 0) this.items[this.active].pick();
    else if (event.key === 'Escape') this.hide();
    else return false;
    event.preventDefault();
    return true;
  }
}
