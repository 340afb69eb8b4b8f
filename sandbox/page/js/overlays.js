/** What lies over the page: toasts, alerts, forms, menus at the pointer, a photo in full. */
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { Refused } from "./api.js";
import { t } from "./words.js";

const TOAST_MS = 4000;

/**
 * A short notice that goes by itself.
 * @param {string} text
 * @param {Element | null} [inside] the pane it belongs to
 */
export function toast(text, inside = null) {
  const host = inside ?? document.body;
  const note = h("div", { class: "toast", role: "status" }, text);
  for (const older of host.querySelectorAll(":scope > .toast")) older.remove();
  host.append(note);
  setTimeout(() => note.remove(), TOAST_MS);
}

/** Runs what a tap began and tells the person what went wrong. */
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    toast(error.status === 0 ? t("not_connected") : t("error", { text: error.message }));
    return undefined;
  }
}

/** A modal dialog; resolves when it is closed. @returns {Promise<string>} */
function dialog(label, content, extra = "") {
  const box = h("dialog", { class: `dialog ${extra}`, "aria-label": label }, content);
  document.body.append(box);
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close("");
  });
  return new Promise((resolve) => {
    box.addEventListener("close", () => {
      box.remove();
      resolve(box.returnValue);
    });
    box.showModal();
  });
}

const closer = (value) => (event) => event.target.closest("dialog").close(value);

/** A callback answer with show_alert. */
export function alertBox(title, text) {
  return dialog(title, [
    h("h2", {}, title),
    h("p", { class: "alert-text" }, text),
    h("div", { class: "dialog-buttons" },
      h("button", { type: "button", class: "primary", autofocus: true, onclick: closer("ok") }, t("ok"))),
  ], "alert");
}

export async function confirmBox(title, text) {
  const answer = await dialog(title, [
    h("h2", {}, title),
    text && h("p", {}, text),
    h("div", { class: "dialog-buttons" },
      h("button", { type: "button", onclick: closer("") }, t("cancel")),
      h("button", { type: "button", class: "primary", autofocus: true, onclick: closer("ok") }, t("ok"))),
  ]);
  return answer === "ok";
}

/**
 * @typedef {{name: string, label: string, value?: any, type?: string, required?: boolean,
 *   options?: [string, string][], pattern?: string, maxlength?: number}} Field
 */

/**
 * A form. Resolves to its values, or null if it was left.
 * @param {string} title
 * @param {Field[]} fields
 * @param {string} action the button's word
 * @returns {Promise<Record<string, any> | null>}
 */
export async function ask(title, fields, action) {
  const form = h("form", { method: "dialog" });
  form.append(h("h2", {}, title), ...fields.map(fieldRow));
  form.append(
    h("div", { class: "dialog-buttons" },
      h("button", { type: "button", onclick: closer("") }, t("cancel")),
      h("button", { type: "submit", class: "primary", value: "ok" }, action)),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.closest("dialog").close("ok");
  });
  if ((await dialog(title, form)) !== "ok") return null;
  const values = {};
  for (const { name, type } of fields) {
    const input = form.elements.namedItem(name);
    values[name] = type === "checkbox" ? input.checked : input.value.trim();
  }
  return values;
}

/** @param {Field} field */
function fieldRow({ name, label, value, type = "text", required, options, pattern, maxlength }) {
  if (type === "checkbox") {
    return h("label", { class: "field check" }, h("input", { type, name, checked: Boolean(value) }), label);
  }
  const input = options
    ? h("select", { name }, options.map(([key, text]) =>
        h("option", { value: key, selected: key === value }, text)))
    : h("input", { name, type, value: value ?? "", required, pattern, maxlength, autocomplete: "off" });
  return h("label", { class: "field" }, h("span", {}, label), input);
}

/** A photo in full. */
export function showPicture(url, caption) {
  return dialog(t("photo"), [
    h("img", { src: url, alt: caption || t("photo") }),
    h("button", { type: "button", class: "icon-button over", "aria-label": t("close"), onclick: closer("") },
      icon("close")),
  ], "picture");
}

/** A message as the Bot API shows it. */
export function showSource(title, value) {
  return dialog(title, [
    h("h2", {}, title),
    h("pre", { class: "source", tabindex: "0" }, JSON.stringify(value, null, 2)),
    h("div", { class: "dialog-buttons" },
      h("button", { type: "button", class: "primary", onclick: closer("") }, t("close"))),
  ], "wide");
}

/**
 * @typedef {{icon?: any, text: string, hint?: string, run: () => void, danger?: boolean,
 *   checked?: boolean}} Item
 */

/** @type {null | (() => void)} */
let closeOpenMenu = null;

/**
 * A menu at a point or under an element. Arrow keys move, Escape closes.
 * @param {Element | {x: number, y: number}} at
 * @param {(Item | null | false | undefined)[]} items
 * @param {Node | null} [top] something above the items
 */
export function openMenu(at, items, top = null) {
  closeOpenMenu?.();
  const back = document.activeElement;
  const rows = items.filter(Boolean).map((item) =>
    h("button",
      {
        type: "button", role: "menuitem", class: item.danger ? "danger" : "",
        "aria-current": item.checked ? "true" : null,
        onclick: () => { close(); item.run(); },
      },
      item.icon && icon(item.icon), h("span", { class: "grow" }, item.text),
      item.hint && h("small", {}, item.hint)));
  const menu = h("div", { class: "menu", role: "menu" }, top, rows);
  const outside = (event) => {
    if (!menu.contains(event.target)) close();
  };
  const keys = (event) => {
    const all = [...menu.querySelectorAll("button, input")];
    const here = all.indexOf(document.activeElement);
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown") all[(here + 1) % all.length]?.focus();
    else if (event.key === "ArrowUp") all[(here - 1 + all.length) % all.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const close = () => {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    closeOpenMenu = null;
    if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
  };
  menu.addEventListener("keydown", keys);
  menu.addEventListener("closemenu", close);
  document.addEventListener("pointerdown", outside, true);
  closeOpenMenu = close;
  document.body.append(menu);
  settleMenu(menu, at);
  menu.querySelector("button, input")?.focus({ preventScroll: true });
  return menu;
}

/** Beside the point, and inside the window. */
function settleMenu(menu, at) {
  const rect = at instanceof Element ? at.getBoundingClientRect() : null;
  const size = menu.getBoundingClientRect();
  const x = rect ? rect.left : at.x;
  let y = rect ? rect.bottom + 6 : at.y;
  if (y + size.height > innerHeight - 8) y = (rect ? rect.top - 6 : at.y) - size.height;
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - size.width - 8))}px`;
  menu.style.top = `${Math.max(8, y)}px`;
}
