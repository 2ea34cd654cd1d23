// Pictures and files of messages. They come from the sandbox itself; what lies elsewhere is no picture here.
import {el} from './dom.js';
import {withEmoji} from './emoji.js';

/** The largest that Discord shows a picture of each kind, in px. */
const LARGEST = {picture: [520, 340], 'embed-picture': [508, 340], thumbnail: [85, 85]};

/** The path of a file that lies in the sandbox; null when it lies elsewhere. */
function local(url) {
  try {
    const parsed = new URL(url);
    return parsed.pathname.startsWith('/attachments/') ? parsed.pathname : null;
  } catch {
    return null;
  }
}

/**
 * A picture whose place is kept while it loads.
 *
 * @param file has url, and width and height in px where they are known
 * @param kind picture, embed-picture or thumbnail
 * @returns null when it is not the sandbox's
 */
export function picture(file, alt, kind) {
  const path = local(file?.url);
  if (!path) return null;
  const node = el('img', {class: kind, src: path, alt, loading: 'lazy', width: file.width, height: file.height});
  if (file.width && file.height) {
    const [widest, highest] = LARGEST[kind];
    const scale = Math.min(1, widest / file.width, highest / file.height);
    node.style.width = `${Math.round(file.width * scale)}px`;
    node.style.aspectRatio = `${file.width} / ${file.height}`;
  }
  return node;
}

/** A file to load down; null when it is not the sandbox's. */
export function fileLink(file) {
  const path = local(file.url);
  return path && el('a', {class: 'file', href: path, download: file.filename}, withEmoji(`📄 ${file.filename}`));
}

export const isPicture = (file) => (file.content_type ?? '').startsWith('image/');
