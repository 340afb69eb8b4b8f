/** The staff group: its topics and the chosen topic's messages. */
import { api } from "./api.js";
import { chatView } from "./chat.js";
import { h, morph } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { lineOf } from "./media.js";
import { ask, attempt, confirmBox, openMenu } from "./overlays.js";
import { avatar, staffStrip } from "./people.js";
import { chatOf, groups, look, mayHide, members, putChat, staffPlace, threadOf, view, world } from "./state.js";
import { makeGroup } from "./sync.js";
import { clockTime, t } from "./words.js";

export function staffPane() {
  const chat = chatView({
    place: staffPlace, tab: "staff", names: true,
    placeholder: () => t(staffPlace()?.hidden ? "message_as_group" : "message_to", { name: topicName(currentTopic()) || chatOf(`${view.group}`)?.title || "" }),
  });
  const title = h("div", { class: "chat-title" });
  const strip = h("nav", { class: "strip staff-strip" });
  const more = iconButton("more", t("more"), () => openMore(more));
  const topics = h("nav", { class: "topics" });
  const topicBar = h("header", { class: "topic-bar" });
  const topicView = h("div", { class: "topic-view" }, topicBar, chat.element);
  const body = h("div", { class: "desk-body" }, topics, topicView);
  const header = h("header", { class: "chat-header" }, title, strip, more);
  const nobody = h("div", { class: "nobody" });
  const desk = h("div", { class: "desk" }, header, body, nobody);
  const element = h("section", { class: "pane staff-pane", id: "staff-pane" }, desk);

  const render = () => {
    const info = chatOf(`${view.group}`);
    element.setAttribute("aria-label", t("staff_group"));
    strip.setAttribute("aria-label", t("writing_as"));
    topics.setAttribute("aria-label", t("topics"));
    header.hidden = body.hidden = !info;
    nobody.hidden = Boolean(info) || !world.ready;
    if (!info) {
      if (!nobody.hidden) drawNobody(nobody);
      chat.render();
      return;
    }
    more.title = t("more");
    more.setAttribute("aria-label", t("more"));
    drawTitle(title, info);
    morph(strip, staffStrip());
    desk.classList.toggle("forum", info.is_forum);
    desk.classList.toggle("list-only", info.is_forum && view.thread === null);
    leaveGoneTopic(info);
    if (info.is_forum) {
      drawTopics(topics, info);
      drawTopicBar(topicBar, currentTopic());
    }
    topics.hidden = topicBar.hidden = !info.is_forum;
    const any = chat.render();
    const place = staffPlace();
    const room = place && world.rooms.get(place.key);
    const silent = !any || (info.is_forum && room && !room.list().some((one) => threadOf(one) === place.thread));
    chat.empty.hidden = !silent;
    if (silent) morph(chat.empty, [h("p", { class: "hint" }, t("no_messages"))]);
  };
  return { element, render };
}

function currentTopic() {
  const info = chatOf(`${view.group}`);
  if (!info?.is_forum) return null;
  return info.topics.find((topic) => threadOf(topic) === (view.thread ?? 0)) ?? null;
}

/** A topic that was deleted is left for General. */
function leaveGoneTopic(info) {
  if (info.is_forum && view.thread && !info.topics.some((topic) => topic.thread === view.thread)) {
    view.thread = 0;
  }
}

const topicName = (topic) => (topic && threadOf(topic) === 0 && topic.name === "General" ? t("general") : topic?.name);

function drawTitle(title, info) {
  const all = groups();
  const count = h("small", {}, t("members", { n: info.members.length }));
  if (all.length < 2) {
    morph(title, [h("h1", {}, info.title), count]);
    return;
  }
  morph(title, [
    h("select", { class: "title-select", "aria-label": t("group"), onchange: (event) => look({ group: Number(event.target.value), thread: 0, staff: null }) },
      all.map((chat) => h("option", { value: chat.id, selected: chat.id === info.id }, chat.title))),
    count,
  ]);
}

function drawNobody(box) {
  morph(box, [icon("people"), h("h2", {}, t("no_group")), h("p", {}, t("no_group_hint")),
    h("button", { type: "button", class: "primary", onclick: newGroup }, t("make_group"))]);
}

async function newGroup() {
  const values = await ask(t("new_group"), [
    { name: "title", label: t("title"), value: t("desk"), required: true, maxlength: 128 },
    { name: "name", label: t("first_staff"), value: document.documentElement.lang === "en" ? "Li Wei" : "李伟", required: true },
    { name: "forum", label: t("with_topics"), type: "checkbox", value: true },
  ], t("make_group"));
  if (values) await attempt(() => makeGroup(values));
}

/** The newest message of each thread. */
function lastByThread(key) {
  const last = new Map();
  for (const entry of world.rooms.get(key)?.list() ?? []) last.set(threadOf(entry), entry);
  return last;
}

function drawTopics(nav, info) {
  const last = lastByThread(`${info.id}`);
  const rank = (topic) => (threadOf(topic) === 0 ? Infinity : (last.get(topic.thread)?.cursor ?? 0));
  const sorted = info.topics.filter((topic) => !topic.hidden).sort((a, b) => rank(b) - rank(a) || b.thread - a.thread);
  const rows = sorted.map((topic) => topicRow(topic, info, last.get(threadOf(topic))));
  morph(nav, [
    h("div", { class: "topics-head" }, h("span", {}, t("topics")), iconButton("plus", t("new_topic"), newTopic)),
    h("div", { class: "topic-list" }, rows),
  ]);
}

function topicRow(topic, info, last) {
  const thread = threadOf(topic);
  const unread = world.unread.get(`${info.id}/${thread}`) ?? 0;
  const chosen = view.thread === thread;
  const line = last && (last.kind === "service" ? lineOf(last) : `${last.sender.name}: ${lineOf(last)}`);
  return h("button",
    {
      type: "button", class: "topic", "aria-current": chosen ? "true" : null, data: { thread, key: thread },
      onclick: () => look({ thread }),
    },
    thread === 0 ? h("span", { class: "topic-icon general" }, icon("hash")) : avatar(thread, topic.name, "topic-icon"),
    h("span", { class: "grow" },
      h("span", { class: "topic-line" }, h("b", {}, topicName(topic)), topic.closed && icon("lock"),
        last && h("time", {}, clockTime(last.date))),
      h("span", { class: "topic-line" }, h("span", { class: "last" }, line || t("no_messages")),
        unread > 0 && h("span", { class: "badge", "aria-label": t("unread", { n: unread }) }, unread))));
}

function drawTopicBar(bar, topic) {
  if (!topic) {
    morph(bar, []);
    return;
  }
  const place = staffPlace();
  const action = place && world.actions.get(`${place.key}/${place.thread}`);
  const open = (event) => openTopicMore(event.currentTarget, topic);
  morph(bar, [
    iconButton("back", t("back"), () => look({ thread: null }), "only-narrow"),
    h("h2", {}, topicName(topic)),
    topic.closed ? h("span", { class: "chip" }, icon("lock"), t("topic_closed")) : h("span"),
    h("small", { class: "acting" }, action ? t("typing") : ""),
    iconButton("more", `${t("more")}: ${topicName(topic)}`, open),
  ]);
}

async function newTopic() {
  const values = await ask(t("new_topic"), [{ name: "name", label: t("topic_name"), required: true, maxlength: 128 }], t("add"));
  if (!values) return;
  await attempt(async () => {
    const { thread } = await api.addTopic(view.group, { user: view.staff, name: values.name });
    putChat(await api.chat(view.group, {}));
    look({ thread });
  });
}

function openTopicMore(button, topic) {
  const act = (action, extra = {}) => attempt(async () => {
    await api.changeTopic(view.group, topic.thread, { user: view.staff, action, ...extra });
    putChat(await api.chat(view.group, {}));
  });
  openMenu(button, [
    {
      icon: "edit", text: t("rename"),
      run: async () => {
        const values = await ask(t("rename"), [{ name: "name", label: t("topic_name"), value: topic.name, required: true, maxlength: 128 }], t("save"));
        if (values) await act("rename", { name: values.name });
      },
    },
    topic.closed
      ? { icon: "check", text: t("reopen_topic"), run: () => act("reopen") }
      : { icon: "lock", text: t("close_topic"), run: () => act("close") },
    threadOf(topic) !== 0 && {
      icon: "trash", text: t("delete_topic"), danger: true,
      run: async () => (await confirmBox(t("delete_topic"), topic.name)) && act("delete"),
    },
  ]);
}

function openMore(button) {
  const info = chatOf(`${view.group}`);
  const staff = members(info).find((one) => one.user.id === view.staff);
  openMenu(button, [
    { icon: "hash", text: t("new_topic"), run: newTopic },
    { icon: "people", text: t("new_group"), run: newGroup },
    mayHide() && {
      icon: view.hidden ? "check" : "lock", text: t(view.hidden ? "as_oneself" : "as_group"),
      run: () => look({ hidden: !view.hidden }),
    },
    {
      icon: "edit", text: t(info.is_forum ? "topics_off" : "topics_on"), hint: staff ? staff.status : "",
      run: () => attempt(async () => {
        putChat(await api.setForum(info.id, !info.is_forum));
        look({ thread: 0 });
      }),
    },
  ]);
}
