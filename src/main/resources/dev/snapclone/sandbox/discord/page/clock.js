// The sandbox's clock, which can be ahead of the browser's: a night can pass in a moment.

const NOTICED = 5000;
let ahead = 0;

/** The sandbox said something at this time, just now. */
export function heardAt(at) {
  const more = new Date(at).getTime() - Date.now();
  if (more > ahead + NOTICED) ahead = more;
}

/** Now, in milliseconds, by the sandbox's clock. */
export const now = () => Date.now() + ahead;
