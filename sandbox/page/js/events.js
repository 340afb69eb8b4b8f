/** The server's event stream, opened again for as long as the page lives. */

const KINDS = [
  "hello", "message", "edit", "reaction", "pin", "delete", "chat", "action", "callback",
  "user", "bot", "call",
];
const FIRST_WAIT = 400;
const LONGEST_WAIT = 3000;

/**
 * @param {object} hooks
 * @param {(kind: string, data: any) => void} hooks.event
 * @param {(link: "connecting" | "live" | "lost") => void} hooks.link
 */
export function listen({ event, link }) {
  let wait = FIRST_WAIT;

  const open = () => {
    const source = new EventSource("/sandbox/events?calls=1");
    for (const kind of KINDS) {
      source.addEventListener(kind, (message) => {
        wait = FIRST_WAIT;
        const data = JSON.parse(message.data);
        if (kind === "hello") link("live");
        event(kind, data);
      });
    }
    source.onerror = () => {
      source.close();
      link("lost");
      setTimeout(open, wait);
      wait = Math.min(wait * 1.6, LONGEST_WAIT);
    };
  };

  link("connecting");
  open();
}
