/** What a message carries besides text: pictures, sound, files, places, people. */
import { h } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { showPicture } from "./overlays.js";
import { avatar } from "./people.js";
import { t } from "./words.js";

/** @param {any} entry @returns {Node | null} */
export function mediaOf(entry) {
  const media = entry.media;
  if (!media) return null;
  switch (entry.kind) {
    case "photo":
      return picture(media, entry.text);
    case "sticker":
      return sticker(media);
    case "video":
    case "video_note":
      return video(media, entry.kind === "video_note" ? "video round" : "video");
    case "animation":
      return media.mime_type?.startsWith("image/") ? picture(media, entry.text) : video(media, "video", true);
    case "voice":
    case "audio":
      return sound(media, entry.kind);
    case "document":
      return file(media);
    case "location":
      return map(media);
    case "venue":
      return h("div", { class: "venue" }, map(media.location),
        h("strong", {}, media.title), h("small", {}, media.address));
    case "contact":
      return contact(media);
    case "dice":
      return h("div", { class: "dice" }, h("span", {}, media.emoji), h("b", {}, media.value));
    default:
      return null;
  }
}

function picture(media, caption) {
  const image = h("img", {
    src: media.url, alt: caption || t("photo"), loading: "lazy", decoding: "async",
    width: media.width, height: media.height,
    onerror: () => box.replaceChildren(h("span", { class: "no-picture" }, icon("camera"), t("photo_failed"))),
  });
  const box = h("button", {
    type: "button", class: "photo", "aria-label": t("open_photo"),
    onclick: () => showPicture(media.url, caption),
  }, image);
  return box;
}

function sticker(media) {
  const emoji = h("span", { class: "sticker-emoji" }, media.emoji || "🙂");
  const image = h("img", {
    src: media.url, alt: media.emoji || t("sticker"), class: "sticker-image",
    onload: () => image.naturalWidth > 1 && emoji.replaceWith(image),
  });
  return h("div", { class: "sticker" }, emoji);
}

function video(media, extra, looped = false) {
  return h("video", {
    class: extra, src: media.url, controls: !looped, loop: looped, autoplay: looped, playsinline: true,
    preload: "metadata", "aria-label": t("video"),
  });
}

const length = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;

/** A player of our own: a button and a line, the same in light and dark. */
function sound(media, kind) {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = media.url;
  const bar = h("i");
  const time = h("small", {}, media.duration ? length(media.duration) : "");
  const toggle = iconButton("play", t(kind), () => (audio.paused ? audio.play().catch(silent) : audio.pause()), "play");
  audio.onplay = () => toggle.classList.add("playing");
  audio.onpause = () => toggle.classList.remove("playing");
  audio.onended = () => { bar.style.width = "0"; };
  audio.ontimeupdate = () => {
    bar.style.width = `${(100 * audio.currentTime) / (audio.duration || 1)}%`;
    time.textContent = length(audio.currentTime);
  };
  const name = kind === "audio" && media.file_name;
  return h("div", { class: `sound ${kind}` }, toggle,
    h("div", { class: "grow" }, name && h("span", { class: "file-name" }, name),
      h("div", { class: "track" }, bar), h("div", { class: "sound-line" }, time, h("small", {}, bytes(media.file_size)))));
}

function silent() {
  // A file that cannot be played stays silent; the message says what it is.
}

function file(media) {
  const name = media.file_name || t("file");
  return h("a", { class: "file", href: media.url, download: name, "aria-label": t("download", { name }) },
    h("span", { class: "file-icon" }, icon("file")),
    h("span", { class: "grow" }, h("span", { class: "file-name" }, name), h("small", {}, bytes(media.file_size))));
}

/** @param {number | null} size */
export function bytes(size) {
  if (size === null || size === undefined) return "";
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${(size / 1024).toFixed(0)} KB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}

/** No map from outside: a drawn one, with the true figures. */
function map({ latitude, longitude }) {
  const shown = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  return h("div", { class: "map", role: "img", "aria-label": `${t("location")} ${shown}` },
    h("span", { class: "map-pin" }, icon("pin")), h("small", {}, shown));
}

function contact(media) {
  const name = [media.first_name, media.last_name].filter(Boolean).join(" ");
  return h("div", { class: "contact" }, avatar(media.user_id ?? 3, name),
    h("span", { class: "grow" }, h("strong", {}, name), h("small", {}, media.phone_number)));
}

/** Service messages the page can say in its own language. */
const NOTICES = [
  "new_chat_members", "left_chat_member", "new_chat_title", "forum_topic_created", "forum_topic_edited",
  "forum_topic_closed", "forum_topic_reopened", "pinned_message", "group_chat_created",
  "supergroup_chat_created",
];

/** @param {any} entry a service message */
export function noticeOf(entry) {
  const field = NOTICES.find((name) => name in entry.raw);
  if (!field) return entry.text;
  const value = entry.raw[field];
  const about = { name: entry.sender.name, what: typeof value === "string" ? value : (value?.name ?? "") };
  const many = Array.isArray(value) ? value : field === "left_chat_member" ? [value] : [];
  if (many.length) about.name = many.map((one) => [one.first_name, one.last_name].filter(Boolean).join(" ")).join(", ");
  return t(`notice_${field}`, about);
}

/** In one line, for lists and quotes. @param {any} entry */
export function lineOf(entry) {
  if (!entry) return "";
  if (entry.kind === "text") return entry.text;
  if (entry.kind === "service") return noticeOf(entry);
  const name = entry.kind === "document" ? entry.media?.file_name : entry.kind === "sticker" ? entry.media?.emoji : "";
  const word = t(entry.kind === "document" ? "file" : entry.kind);
  return [name || word, entry.text].filter(Boolean).join(" · ");
}
