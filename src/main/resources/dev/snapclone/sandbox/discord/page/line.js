// A line from the sandbox. It is a WebSocket: a browser opens six HTTP connections to a host in all
// its tabs together, and a stream of events would keep one of them for as long as the tab is open.

const AGAIN = 1000;

/**
 * Listens, and connects again when the line is cut.
 *
 * @param path where to, asked for each time
 * @param heard called with each message, parsed
 * @param is called with whether there is a connection, when that is known anew
 * @returns a function that hangs up for good
 */
export function listen(path, heard, is = () => {}) {
  let socket = null;
  let waiting = 0;
  let over = false;
  const connect = () => {
    socket = new WebSocket(`ws://${location.host}${path()}`);
    socket.onopen = () => !over && is(true);
    socket.onmessage = (event) => !over && heard(JSON.parse(event.data));
    socket.onclose = () => {
      if (over) return;
      is(false);
      waiting = setTimeout(connect, AGAIN);
    };
  };
  connect();
  return () => { over = true; clearTimeout(waiting); socket.close(); };
}
