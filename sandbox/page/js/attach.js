/** Attachments: files to be sent with the next message, places and people to be sent at once. */
import { api } from "./api.js";
import { h } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { phoneOf } from "./keyboard.js";
import { bytes } from "./media.js";
import { ask, openMenu } from "./overlays.js";
import { world } from "./state.js";
import { t } from "./words.js";

const MOST = 10;

/** @typedef {{file: File, type: string, url: string | null}} Pending */

/**
 * @param {object} hooks
 * @param {() => void} hooks.changed
 * @param {(what: any) => Promise<any>} hooks.send sends one thing at once
 * @param {() => import("./state.js").Place | null} hooks.place
 */
export function attachments(hooks) {
  /** @type {Pending[]} */
  let pending = [];
  const input = h("input", { type: "file", class: "sr-only", tabindex: "-1", "aria-hidden": "true" });
  const bar = h("div", { class: "pending", hidden: true });
  const button = iconButton("attach", t("attach"), () => open());
  let type = "photo";

  input.addEventListener("change", () => {
    add([...input.files], type);
    input.value = "";
  });

  const pick = (wanted, accept, multiple) => {
    type = wanted;
    input.accept = accept;
    input.multiple = multiple;
    input.click();
  };

  const open = () => openMenu(button, [
    { icon: "camera", text: t("photo"), run: () => pick("photo", "image/*,video/*", true) },
    { icon: "file", text: t("file"), run: () => pick("document", "", true) },
    { icon: "mic", text: t("voice_file"), run: () => pick("voice", "audio/*", false) },
    { icon: "pin", text: t("location"), run: () => sendLocation(hooks) },
    { icon: "user", text: t("contact"), run: () => sendContact(hooks) },
  ]);

  /** @param {File[]} files @param {string} wanted photo: as a picture where it is one */
  const add = (files, wanted) => {
    for (const file of files.slice(0, MOST - pending.length)) {
      const kind = kindOf(file, wanted);
      const url = kind === "photo" ? URL.createObjectURL(file) : null;
      pending.push({ file, type: kind, url });
    }
    draw();
  };

  const clear = () => {
    for (const { url } of pending) if (url) URL.revokeObjectURL(url);
    pending = [];
    draw();
  };

  const draw = () => {
    bar.hidden = pending.length === 0;
    bar.replaceChildren(...pending.map((one) => h("div", { class: "pending-item" },
      one.url ? h("img", { src: one.url, alt: "" }) : h("span", { class: "file-icon" }, icon("file")),
      h("span", { class: "grow" }, h("span", { class: "file-name" }, one.file.name), h("small", {}, bytes(one.file.size))),
      iconButton("close", `${t("remove")} ${one.file.name}`, () => {
        if (one.url) URL.revokeObjectURL(one.url);
        pending = pending.filter((other) => other !== one);
        draw();
      }))));
    hooks.changed();
  };

  return {
    button, input, bar, add, clear,
    any: () => pending.length > 0,
    relabel: () => {
      button.title = t("attach");
      button.setAttribute("aria-label", t("attach"));
    },
    /** Uploads what is pending; gives the bodies to send, the caption in the first. */
    bodies: async (caption) => {
      const items = await Promise.all(pending.map(upload));
      if (caption && items.length) items[0].caption = caption;
      const album = items.length > 1 && together(items);
      return album ? [{ album: items }] : items.map((media) => ({ media }));
    },
  };
}

/** Photos and videos go together, files with files. */
function together(items) {
  const kinds = new Set(items.map((item) => item.type));
  return [...kinds].every((kind) => kind === "photo" || kind === "video") ||
    (kinds.size === 1 && kinds.has("document"));
}

function kindOf(file, wanted) {
  if (wanted !== "photo") return wanted;
  if (/^image\/(jpeg|png|webp|bmp|gif)$/.test(file.type)) return file.type === "image/gif" ? "animation" : "photo";
  if (file.type.startsWith("video/")) return "video";
  return file.type.startsWith("audio/") ? "audio" : "document";
}

/** @param {Pending} one */
async function upload({ file, type }) {
  const { file: id } = await api.upload(file);
  const size = type === "photo" ? await sizeOf(file) : {};
  const body = { type, file: id, file_name: file.name, ...size };
  return file.type ? { ...body, mime_type: file.type } : body;
}

async function sizeOf(file) {
  try {
    const image = await createImageBitmap(file);
    const size = { width: image.width, height: image.height };
    image.close();
    return size;
  } catch {
    return {};
  }
}

async function sendLocation({ send }) {
  const values = await ask(t("location"), [
    { name: "latitude", label: t("latitude"), value: "31.2304", required: true, pattern: "-?\\d{1,2}(\\.\\d+)?" },
    { name: "longitude", label: t("longitude"), value: "121.4737", required: true, pattern: "-?\\d{1,3}(\\.\\d+)?" },
  ], t("send"));
  if (!values) return;
  await send({ location: { latitude: Number(values.latitude), longitude: Number(values.longitude) } });
}

async function sendContact({ send, place }) {
  const me = world.users.get(place()?.user);
  const values = await ask(t("contact"), [
    { name: "first_name", label: t("first_name"), value: me?.first_name, required: true },
    { name: "phone_number", label: t("phone_number"), value: phoneOf(me?.id ?? 0), required: true, type: "tel" },
  ], t("send"));
  if (!values) return;
  const own = values.phone_number === phoneOf(me?.id ?? 0);
  await send({ contact: { ...values, ...(own ? { user_id: me.id } : {}) } });
}
