/**
 * Building the document. Nothing here takes HTML: what people and bots write gets in as text only.
 */

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "multiple"]);

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An element. `class`, `data` (data-*), `onclick` and the like, properties and attributes.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...(Child | Child[])} children
 * @returns {any}
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (PROPERTIES.has(name)) node[name] = value ?? "";
    else if (value === null || value === undefined || value === false) continue;
    else if (name === "class") node.className = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name.startsWith("on")) node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...present(children));
  return node;
}

/** @param {(Child | Child[])[]} children */
function present(children) {
  const out = [];
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    out.push(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return out;
}

/**
 * Give a parent exactly these children, moving as few as possible.
 * @param {Element} parent
 * @param {Node[]} nodes
 */
export function patch(parent, nodes) {
  let here = parent.firstChild;
  for (const node of nodes) {
    if (node === here) here = here.nextSibling;
    else parent.insertBefore(node, here);
  }
  while (here) {
    const next = here.nextSibling;
    here.remove();
    here = next;
  }
}

const HANDLERS = ["onclick", "oncontextmenu", "onchange", "oninput"];

/**
 * Make the children look like these new ones, keeping the nodes that are there: the focus stays,
 * and a press that began before goes through. Children are told apart by data-key, else by place.
 * @param {Element} parent
 * @param {Node[]} wanted
 */
export function morph(parent, wanted) {
  const old = [...parent.childNodes];
  const keyed = new Map(old.filter(keyOf).map((node) => [keyOf(node), node]));
  const plain = old.filter((node) => !keyOf(node));
  patch(parent, wanted.map((node) => {
    const known = keyOf(node) ? keyed.get(keyOf(node)) : plain.shift();
    return known && alike(known, node) ? become(known, node) : node;
  }));
}

/** @param {any} node */
function keyOf(node) {
  return node.dataset?.key;
}

function alike(known, node) {
  return known.nodeType === node.nodeType && known.nodeName === node.nodeName;
}

function become(known, node) {
  if (known.nodeType !== Node.ELEMENT_NODE) {
    if (known.nodeValue !== node.nodeValue) known.nodeValue = node.nodeValue;
    return known;
  }
  for (const { name } of [...known.attributes]) if (!node.hasAttribute(name)) known.removeAttribute(name);
  for (const { name, value } of node.attributes) {
    if (known.getAttribute(name) !== value) known.setAttribute(name, value);
  }
  for (const name of HANDLERS) known[name] = node[name];
  if ("checked" in node && known.checked !== node.checked) known.checked = node.checked;
  const chosen = node.nodeName === "SELECT" ? node.value : null;
  morph(known, [...node.childNodes]);
  if (chosen !== null && document.activeElement !== known) known.value = chosen;
  return known;
}

/** Schemes a link may have; all others stay text. */
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);

/**
 * @param {string | null | undefined} url
 * @returns {string | null} the address if a person may follow it
 */
export function safeUrl(url) {
  if (!url) return null;
  const text = /^[a-z][a-z0-9+.-]*:/i.test(url) && !/^[^/?#]*:\d/.test(url) ? url : `https://${url}`;
  try {
    return SCHEMES.has(new URL(text).protocol) ? text : null;
  } catch {
    return null;
  }
}

/** Opens an address in a new tab, if it is one. @param {string | null | undefined} url */
export function follow(url) {
  const address = safeUrl(url);
  if (address) window.open(address, "_blank", "noopener,noreferrer");
}

/** @param {string} key @param {any} [fallback] */
export function remembered(key, fallback = null) {
  try {
    return JSON.parse(localStorage.getItem(`sandbox.${key}`) ?? "null") ?? fallback;
  } catch {
    return fallback;
  }
}

/** @param {string} key @param {any} value */
export function remember(key, value) {
  try {
    localStorage.setItem(`sandbox.${key}`, JSON.stringify(value));
  } catch {
    // Storage is closed in private windows; the page works without it.
  }
}
