/**
 * Text with Bot API entities as document nodes. Offsets count UTF-16 units, as JavaScript does,
 * so no HTML is parsed anywhere.
 */
import { h, safeUrl } from "./dom.js";

/**
 * @typedef {{type: string, offset: number, length: number, url?: string, language?: string,
 *   user?: {id: number}}} Entity
 */

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

/**
 * @param {string} text
 * @param {Entity[]} entities
 * @param {{command?: (command: string) => void, link?: (url: string) => boolean}} [actions]
 *   `command`: what a tap on /help does; `link`: true if it took the link itself
 * @returns {Node[]}
 */
export function richText(text, entities, actions = {}) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return span(text, 0, text.length, sorted, actions);
}

/** Nodes for text[start, end) with the entities that lie within. */
function span(text, start, end, entities, actions) {
  const nodes = [];
  let at = start;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to || from >= end) continue;
    if (from > at) nodes.push(document.createTextNode(text.slice(at, from)));
    const inner = entities.slice(i + 1).filter((other) => other.offset < to);
    nodes.push(wrap(entity, text.slice(from, to), span(text, from, to, inner, actions), actions));
    at = to;
  }
  if (at < end) nodes.push(document.createTextNode(text.slice(at, end)));
  return nodes;
}

function wrap(entity, raw, children, actions) {
  switch (entity.type) {
    case "spoiler":
      return spoiler(children);
    case "bot_command":
      return h(
        "button",
        { type: "button", class: "inline-link", onclick: () => actions.command?.(raw) },
        children,
      );
    case "text_link":
      return link(entity.url, children, actions);
    case "url":
      return link(raw, children, actions);
    case "email":
      return link(`mailto:${raw}`, children, actions);
    case "phone_number":
      return link(`tel:${raw.replace(/[^+\d]/g, "")}`, children, actions);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return h("span", { class: "tag" }, children);
    default:
      return TAGS[entity.type] ? h(TAGS[entity.type], {}, children) : h("span", {}, children);
  }
}

function link(url, children, actions) {
  const href = safeUrl(url);
  if (!href) return h("span", {}, children);
  const onclick = (event) => {
    if (actions.link?.(href)) event.preventDefault();
  };
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", title: href, onclick }, children);
}

function spoiler(children) {
  const reveal = (event) => {
    event.currentTarget.classList.add("revealed");
    event.currentTarget.removeAttribute("role");
  };
  return h(
    "span",
    {
      class: "spoiler", role: "button", tabindex: "0", onclick: reveal,
      onkeydown: (event) => event.key === "Enter" && reveal(event),
    },
    children,
  );
}
