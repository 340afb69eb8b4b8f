/** Where a person writes: text, replies, edits, attachments, the reply keyboard. */
import { api } from "./api.js";
import { mayEdit } from "./actions.js";
import { attachments } from "./attach.js";
import { h, morph } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { address, chatAddress, replyKeys } from "./keyboard.js";
import { lineOf } from "./media.js";
import { attempt } from "./overlays.js";
import { chatOf, entriesAt } from "./state.js";
import { heard } from "./sync.js";
import { suggestions } from "./suggest.js";
import { t } from "./words.js";

const TALLEST = 160;

/**
 * @param {object} options
 * @param {() => import("./state.js").Place | null} options.place
 * @param {() => string} options.placeholder
 */
export function composer({ place, placeholder }) {
  /** What was begun in each place. @type {Map<string, any>} */
  const drafts = new Map();
  let where = "";
  /** @type {{entry: any, edit: boolean} | null} */
  let about = null;
  let keysHidden = false;
  let keysOf = null;
  let sending = false;
  /** Whether Enter was pressed while the message before was on its way. */
  let again = false;

  const text = h("textarea", { rows: "1", dir: "auto", enterkeyhint: "send", oninput: () => typed() });
  const slash = iconButton("slash", t("commands"), () => {
    text.focus();
    if (suggest.box.hidden) suggest.showCommands("");
    else suggest.close();
  });
  const keysButton = iconButton("keyboard", t("keyboard"), () => {
    keysHidden = !keysHidden;
    render();
  });
  const send = iconButton("send", t("send"), () => submit(), "send");
  const aboutBar = h("div", { class: "about", hidden: true });
  const keys = h("div", { class: "reply-keys", hidden: true });

  const sender = (here) => ({ ...address(here), ...(here.hidden ? { as_group: true } : {}) });
  const sendOne = (what) => attempt(async () => heard(await api.send({ ...sender(place()), ...what })));
  const attach = attachments({ changed: () => ready(), send: sendOne, place });
  const suggest = suggestions({ place, send: (command) => sendOne({ text: command }), clear: () => setText("") });

  const field = h("form", { class: "field-row", onsubmit: (event) => { event.preventDefault(); submit(); } },
    slash, text, keysButton, attach.button, attach.input, send);
  const element = h("div", { class: "composer" }, suggest.box, aboutBar, attach.bar, field, keys);

  const setText = (value) => {
    text.value = value;
    suggest.close();
    grow();
    ready();
  };
  const grow = () => {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, TALLEST)}px`;
  };
  const ready = () => {
    send.disabled = sending || (!text.value.trim() && !attach.any());
  };
  const typed = () => {
    grow();
    ready();
    suggest.update(text.value);
  };

  const setAbout = (entry, edit) => {
    if (about?.edit && !edit) setText("");
    about = entry ? { entry, edit } : null;
    aboutBar.hidden = !about;
    if (about) {
      const title = edit ? t("editing") : t("reply_to", { name: entry.sender.name });
      aboutBar.replaceChildren(icon(edit ? "edit" : "reply"),
        h("div", { class: "grow" }, h("b", {}, title), h("span", {}, lineOf(entry).slice(0, 140))),
        iconButton("close", t("cancel"), () => setAbout(null, false)));
      if (edit) {
        setText(entry.text);
        text.setSelectionRange(text.value.length, text.value.length);
      }
      text.focus();
    }
  };

  async function submit() {
    const here = place();
    const said = text.value.trim();
    if (!here || (!said && !attach.any())) return;
    if (sending) {
      again = true;
      return;
    }
    const begun = where;
    sending = true;
    ready();
    const done = await attempt(() => deliver(here, said));
    sending = false;
    if (done) sent(begun, said);
    ready();
    text.focus();
    const next = done && again;
    again = false;
    if (next) submit();
  }

  /** Clears what was sent, and nothing that was written, here or elsewhere, in the meantime. */
  function sent(begun, said) {
    if (where !== begun) {
      drafts.delete(begun);
      return;
    }
    attach.clear();
    about = null;
    aboutBar.hidden = true;
    if (text.value.trim() === said) setText("");
  }

  async function deliver(here, said) {
    if (about?.edit) {
      if (said === about.entry.text) return true;
      heard(await api.edit({ ...chatAddress(here), message_id: about.entry.message_id, text: said }));
      return true;
    }
    const reply = about ? { reply_to: about.entry.message_id } : {};
    const bodies = attach.any() ? await attach.bodies(said) : [{ text: said }];
    for (const body of bodies) heard(await api.send({ ...sender(here), ...reply, ...body }));
    return true;
  }

  text.addEventListener("keydown", (event) => {
    // While a Chinese word is being composed, Enter and the arrows belong to the input method.
    if (event.isComposing || event.keyCode === 229) return;
    if (suggest.key(event)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && about) {
      event.preventDefault();
      setAbout(null, false);
    } else if (event.key === "ArrowUp" && !text.value && !about) {
      const here = place();
      const last = here && entriesAt(here).findLast((entry) => mayEdit(entry, here));
      if (last) {
        event.preventDefault();
        setAbout(last, true);
      }
    }
  });
  // Who is quicker than the drawing of another place writes there, not where they were before.
  for (const event of ["focus", "beforeinput"]) {
    text.addEventListener(event, () => change(place(), { stays: true }));
  }
  text.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    attach.add(files, "photo");
  });

  /** Keeps what was begun when another chat is looked at. */
  const change = (here, { stays = false } = {}) => {
    const next = here ? `${here.key}/${here.thread}/${here.user}` : "";
    if (next === where) return;
    drafts.set(where, { text: text.value, about });
    where = next;
    attach.clear();
    const draft = drafts.get(where);
    about = null;
    setAbout(draft?.about?.entry ?? null, draft?.about?.edit ?? false);
    setText(draft?.text ?? "");
    keysHidden = false;
    keysOf = null;
    if (!stays && document.activeElement === text) text.blur();
  };

  function render() {
    const here = place();
    change(here);
    const keyboard = here ? chatOf(here.key)?.keyboard : null;
    const stamp = JSON.stringify(keyboard ?? null);
    if (stamp !== keysOf) {
      keysOf = stamp;
      keysHidden = false;
    }
    const rows = keyboard?.type === "keyboard" ? keyboard.rows : null;
    keysButton.hidden = !rows;
    keysButton.setAttribute("aria-pressed", String(Boolean(rows) && !keysHidden));
    keys.hidden = !rows || keysHidden;
    morph(keys, keys.hidden ? [] : replyKeys(keyboard, here, () => {
      keysHidden = true;
      render();
    }));
    const hint = keyboard?.placeholder || placeholder();
    text.placeholder = hint;
    text.setAttribute("aria-label", hint);
    for (const [button, word] of [[slash, "commands"], [keysButton, "keyboard"], [send, "send"]]) {
      button.title = t(word);
      button.setAttribute("aria-label", t(word));
    }
    attach.relabel();
    ready();
  }

  return {
    element, render, files: (files) => attach.add(files, "photo"),
    reply: (entry) => setAbout(entry, false),
    edit: (entry) => setAbout(entry, true),
    send: (said) => sendOne({ text: said }),
    insert: (said) => {
      setText(said);
      text.focus();
      suggest.update(said);
    },
  };
}
