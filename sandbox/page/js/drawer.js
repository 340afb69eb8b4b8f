/** Under the hood: the bot's calls as they come, trouble on demand, the clock. */
import { api } from "./api.js";
import { h, morph, patch } from "./dom.js";
import { icon } from "./icons.js";
import { attempt, showSource } from "./overlays.js";
import { changed, look, view, world } from "./state.js";
import { clockTime, fullTime, t } from "./words.js";

const SECONDS = 10;
const FAULTS = {
  fault_429: { fault: "429", retry_after: 2 },
  fault_403: { fault: "403" },
  fault_500: { fault: "500" },
  fault_drop: { fault: "drop" },
  fault_slow: { fault: "slow", delay: 2 },
};

export function hoodDrawer() {
  const handle = h("button", { type: "button", class: "drawer-handle", "aria-controls": "drawer-body", onclick: () => look({ drawer: !view.drawer }) });
  const calls = h("div", { class: "calls", role: "table", tabindex: "0" });
  const tools = h("div", { class: "tools" });
  const body = h("div", { class: "drawer-body", id: "drawer-body" }, calls, tools);
  const element = h("aside", { class: "drawer" }, handle, body);
  const head = h("div", { class: "calls-head" });
  let rows = new WeakMap();
  /** @type {any[]} */
  let faults = [];
  let timer = 0;
  let drawn = "";

  const readFaults = async () => {
    clearTimeout(timer);
    const answer = await api.faults().catch(() => null);
    const now = Date.now() / 1000 + world.time.offset;
    faults = (answer?.faults ?? []).filter((one) => one.left !== 0 && (one.until === null || one.until > now));
    changed();
    if (faults.length && view.drawer) timer = setTimeout(readFaults, 1000);
  };

  const tool = (word, run, pressed = null) => h("button",
    { type: "button", class: "tool", "aria-pressed": pressed, onclick: () => attempt(run) }, t(word));

  const setClock = async (change) => {
    world.time = { ...world.time, ...(await api.clock(change)) };
    changed();
  };

  const drawTools = () => {
    const time = fullTime(Date.now() / 1000 + world.time.offset);
    morph(tools, [
      h("h3", {}, t("trouble")),
      h("div", { class: "tool-row" }, Object.entries(FAULTS).map(([word, fault]) =>
        tool(word, async () => { await api.addFault({ ...fault, seconds: SECONDS }); await readFaults(); })),
        faults.length > 0 && tool("clear_faults", async () => { await api.clearFaults(); await readFaults(); })),
      h("div", { class: "faults", role: "status" }, faults.map((one) => h("span", { class: "chip warn" }, icon("clock"), faultLine(one)))),
      h("h3", {}, t("clock"), h("small", {}, time)),
      h("div", { class: "tool-row" },
        tool("plus_hour", () => setClock({ advance: 3600 })),
        tool("plus_day", () => setClock({ advance: 86400 })),
        world.time.offset !== 0 && tool("reset", () => setClock({ offset: 0 }))),
      h("div", { class: "tool-row" }, h("label", { class: "switch" },
        h("input", {
          type: "checkbox", checked: Boolean(world.rates.enabled),
          onchange: (event) => attempt(async () => { world.rates = await api.rates({ enabled: event.target.checked }); changed(); }),
        }), h("i"), t("rates"))),
    ]);
  };

  const drawCalls = () => {
    const list = [...world.calls].reverse();
    patch(calls, [head, ...(list.length ? list.map((call) => {
      if (!rows.has(call)) rows.set(call, callRow(call));
      return rows.get(call);
    }) : [h("p", { class: "hint" }, t("no_calls"))])]);
    morph(head, [...callsHead().childNodes]);
  };

  const callsHead = () => h("div", { class: "calls-head" }, h("h3", {}, t("calls")),
    h("button", { type: "button", class: "tool", onclick: () => attempt(async () => { await api.forgetCalls(); world.calls = []; changed(); }) }, t("clear")));

  return {
    element,
    render: () => {
      const last = world.calls.at(-1);
      element.setAttribute("aria-label", t("hood"));
      element.classList.toggle("open", view.drawer);
      handle.setAttribute("aria-expanded", String(Boolean(view.drawer)));
      morph(handle, [icon("chevron"), h("span", {}, t("hood")), last && !view.drawer ? lastCall(last) : h("span")]);
      body.hidden = !view.drawer;
      if (!view.drawer) return;
      if (drawn !== "open") readFaults();
      drawCalls();
      drawTools();
    },
    after: () => { drawn = view.drawer ? "open" : ""; },
    forget: () => { rows = new WeakMap(); },
  };
}

function faultLine(fault) {
  const left = fault.until === null ? "" : Math.max(0, Math.ceil(fault.until - Date.now() / 1000 - world.time.offset));
  return t("fault_left", { name: fault.fault, n: left, hits: fault.hits });
}

function lastCall(call) {
  return h("span", { class: "last-call" }, statusChip(call), h("code", {}, call.method), h("small", {}, t("ms", { n: Math.round(call.took_ms) })));
}

function statusChip(call) {
  const good = call.status >= 200 && call.status < 300;
  return h("span", { class: `status ${good ? "good" : "bad"}` }, call.status || call.fault || "—");
}

function callRow(call) {
  const where = [call.chat, call.thread && `#${call.thread}`].filter(Boolean).join(" ");
  return h("button",
    { type: "button", class: "call", data: { n: call.n }, onclick: () => showSource(`${call.method} · ${call.n}`, call) },
    h("time", {}, clockTime(call.at)), statusChip(call), h("code", {}, call.method),
    h("span", { class: "where" }, where), h("span", { class: "grow what" }, call.error ?? whatOf(call)),
    h("small", {}, t("ms", { n: Math.round(call.took_ms * 10) / 10 })));
}

function whatOf({ params }) {
  const said = params?.text ?? params?.caption ?? params?.name ?? params?.action ?? "";
  return typeof said === "string" ? said.slice(0, 160) : "";
}
