/** The sandbox's control API: what people do and what there is to see. */

/** What the server refused, in its own words; `status` 0: no answer at all. */
export class Refused extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {{query?: Record<string, any>, body?: any, raw?: Blob}} [what]
 * @returns {Promise<any>}
 */
async function request(method, path, { query = {}, body, raw } = {}) {
  const url = new URL(`/sandbox/${path}`, location.href);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) url.searchParams.set(name, String(value));
  }
  let response;
  try {
    response = await fetch(url, {
      method,
      body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      cache: "no-store",
    });
  } catch {
    throw new Refused(0, "");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, answer.error ?? response.statusText);
  return answer;
}

const get = (path, query) => request("GET", path, { query });
const post = (path, body = {}) => request("POST", path, { body });
const drop = (path, query) => request("DELETE", path, { query });

export const api = {
  state: () => get("state"),
  chat: (chat, query) => get(`chats/${chat}`, query),
  messages: (chat, query) => get(`chats/${chat}/messages`, query),
  menu: (query) => get("menu", query),
  calls: (query) => get("calls", query),

  addBot: (body) => post("bots", body),
  saveUser: (body) => post("users", body),
  deactivate: (user) => post(`users/${user}/deactivate`),
  addChat: (body) => post("chats", body),
  setMember: (chat, body) => post(`chats/${chat}/members`, body),
  setForum: (chat, enabled) => post(`chats/${chat}/forum`, { enabled }),
  addTopic: (chat, body) => post(`chats/${chat}/topics`, body),
  changeTopic: (chat, thread, body) => post(`chats/${chat}/topics/${thread}`, body),

  send: (body) => post("messages", body),
  edit: (body) => post("messages/edit", body),
  remove: (body) => post("messages/delete", body),
  react: (body) => post("messages/react", body),
  pin: (body) => post("messages/pin", body),
  tap: (body) => post("tap", body),
  start: (body) => post("start", body),
  block: (body) => post("block", body),
  unblock: (body) => post("unblock", body),
  inline: (body) => post("inline", body),
  chooseInline: (body) => post("inline/choose", body),
  /** @param {File} file */
  upload: (file) =>
    request("POST", "files", {
      query: { name: file.name, mime: file.type || "application/octet-stream" },
      raw: file,
    }),

  faults: () => get("faults"),
  addFault: (body) => post("faults", body),
  clearFaults: () => drop("faults"),
  clock: (body) => post("clock", body),
  rates: (body) => post("rates", body),
  forgetCalls: () => drop("calls"),
};
