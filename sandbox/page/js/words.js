/** The page's own words, English and Simplified Chinese. People and bots write what they like. */
import { remember, remembered } from "./dom.js";

/** @typedef {"en" | "zh"} Language */

/** @type {Record<string, [string, string]>} */
export const WORDS = {
  sandbox: ["Sandbox", "沙盒"],
  tagline: ["a local Telegram", "本地 Telegram"],
  language: ["Language", "语言"],
  bot: ["Bot", "机器人"],
  owner: ["Owner", "车主"],
  owners: ["Owners", "车主"],
  owner_phone: ["Owner's phone", "车主的手机"],
  staff: ["Staff", "客服"],
  staff_group: ["Staff group", "客服群"],
  group: ["Group", "群组"],
  all_people: ["All people", "所有人"],
  find: ["Find by name", "按名字查找"],
  writing_as: ["Writing as", "发言身份"],
  live: ["Live", "已连接"],
  connecting: ["Connecting…", "正在连接…"],
  lost: ["Reconnecting…", "正在重新连接…"],
  not_connected: ["The sandbox does not answer. Is it running?", "沙盒没有响应，它在运行吗？"],
  no_bot: ["No bot yet", "还没有机器人"],
  no_bot_hint: [
    "Start the sandbox with a token, or make one here. Then give the bot TELEGRAM_API_URL and this token.",
    "请用令牌启动沙盒，或在此创建一个，然后把 TELEGRAM_API_URL 和该令牌交给机器人。",
  ],
  add_bot: ["Add a bot", "添加机器人"],
  token: ["Token", "令牌"],
  no_owner: ["Nobody here yet", "这里还没有人"],
  no_owner_hint: ["Add an owner to begin a chat with the bot.", "添加一位车主，开始与机器人聊天。"],
  add_owner: ["Add an owner", "添加车主"],
  add_staff: ["Add staff", "添加客服"],
  edit_person: ["Edit profile", "编辑资料"],
  first_name: ["First name", "名"],
  last_name: ["Last name", "姓"],
  username: ["Username", "用户名"],
  owner_language: ["Telegram language", "Telegram 语言"],
  premium: ["Telegram Premium", "Telegram 会员"],
  administrator: ["Administrator", "管理员"],
  deactivate: ["Deactivate account", "注销账号"],
  save: ["Save", "保存"],
  add: ["Add", "添加"],
  cancel: ["Cancel", "取消"],
  ok: ["OK", "好"],
  close: ["Close", "关闭"],
  back: ["Back", "返回"],
  more: ["More", "更多"],
  start: ["Start", "开始"],
  what_can: ["What can this bot do?", "这个机器人能做什么？"],
  start_hint: ["Tap Start to begin, as in Telegram.", "点按“开始”，就像在 Telegram 里一样。"],
  restart: ["Unblock and restart", "解除屏蔽并重新开始"],
  blocked: ["{name} has blocked the bot", "{name} 已屏蔽该机器人"],
  block: ["Block the bot", "屏蔽机器人"],
  unblock: ["Unblock the bot", "解除屏蔽"],
  deep_link: ["Open a start link…", "打开 start 链接…"],
  payload: ["Payload", "参数"],
  message: ["Message", "输入消息"],
  message_to: ["Message to {name}", "发送到 {name}"],
  send: ["Send", "发送"],
  commands: ["Commands", "命令"],
  attach: ["Attach", "附件"],
  photo: ["Photo", "照片"],
  album: ["Album", "相册"],
  file: ["File", "文件"],
  video: ["Video", "视频"],
  audio: ["Audio", "音频"],
  voice: ["Voice message", "语音消息"],
  voice_file: ["Voice (audio file)", "语音（音频文件）"],
  video_note: ["Video message", "视频消息"],
  animation: ["GIF", "动图"],
  sticker: ["Sticker", "贴纸"],
  location: ["Location", "位置"],
  venue: ["Place", "地点"],
  contact: ["Contact", "联系人"],
  dice: ["Dice", "骰子"],
  service: ["Notice", "通知"],
  latitude: ["Latitude", "纬度"],
  longitude: ["Longitude", "经度"],
  phone_number: ["Phone number", "电话号码"],
  share_contact: ["Share your phone number with the bot?", "将您的电话号码分享给机器人？"],
  share_location: ["Share your location with the bot?", "将您的位置分享给机器人？"],
  keyboard: ["Show keyboard", "显示键盘"],
  reply: ["Reply", "回复"],
  reply_to: ["Reply to {name}", "回复 {name}"],
  edit: ["Edit", "编辑"],
  editing: ["Edit message", "编辑消息"],
  delete: ["Delete", "删除"],
  copy: ["Copy text", "复制文本"],
  copied: ["Copied", "已复制"],
  pin: ["Pin", "置顶"],
  unpin: ["Unpin", "取消置顶"],
  pinned: ["Pinned message", "置顶消息"],
  react: ["React with {emoji}", "回应 {emoji}"],
  source: ["Show as JSON", "查看 JSON"],
  actions: ["Message actions", "消息操作"],
  edited: ["edited", "已编辑"],
  edited_from: ["Before: {text}", "修改前：{text}"],
  forwarded: ["Forwarded", "转发"],
  remove: ["Remove", "移除"],
  notice_new_chat_members: ["{name} joined the group", "{name} 加入了群组"],
  notice_left_chat_member: ["{name} left the group", "{name} 离开了群组"],
  notice_new_chat_title: ["{name} named the group “{what}”", "{name} 将群组改名为“{what}”"],
  notice_forum_topic_created: ["{name} created the topic “{what}”", "{name} 创建了话题“{what}”"],
  notice_forum_topic_edited: ["{name} changed the topic “{what}”", "{name} 修改了话题“{what}”"],
  notice_forum_topic_closed: ["{name} closed the topic", "{name} 关闭了话题"],
  notice_forum_topic_reopened: ["{name} reopened the topic", "{name} 重新打开了话题"],
  notice_pinned_message: ["{name} pinned a message", "{name} 置顶了一条消息"],
  notice_group_chat_created: ["{name} created the group", "{name} 创建了群组"],
  notice_supergroup_chat_created: ["{name} created the group", "{name} 创建了群组"],
  gone: ["Message not shown", "未显示的消息"],
  typing: ["typing…", "正在输入…"],
  uploading: ["sending a file…", "正在发送文件…"],
  today: ["Today", "今天"],
  yesterday: ["Yesterday", "昨天"],
  to_bottom: ["To the newest", "回到最新"],
  earlier: ["Earlier messages", "更早的消息"],
  no_answer: ["The bot did not answer the tap in ten seconds.", "机器人十秒内没有回应点按。"],
  no_group: ["No staff group yet", "还没有客服群"],
  no_group_hint: [
    "Make one: a forum has a topic for each case, and the bot comes in as administrator.",
    "创建一个：论坛群可为每个个案开设话题，机器人以管理员身份加入。",
  ],
  make_group: ["Make the group", "创建群组"],
  new_group: ["New group", "新建群组"],
  title: ["Title", "标题"],
  with_topics: ["With topics (forum)", "启用话题（论坛）"],
  first_staff: ["First member of staff", "第一位客服"],
  desk: ["Service desk", "客服台"],
  topics: ["Topics", "话题"],
  general: ["General", "综合"],
  new_topic: ["New topic", "新建话题"],
  topic_name: ["Topic name", "话题名称"],
  rename: ["Rename", "重命名"],
  close_topic: ["Close topic", "关闭话题"],
  reopen_topic: ["Reopen topic", "重新打开话题"],
  delete_topic: ["Delete topic", "删除话题"],
  topic_closed: ["This topic is closed", "此话题已关闭"],
  as_group: ["Write as the group", "以群组身份发言"],
  as_oneself: ["Write as oneself", "以本人身份发言"],
  message_as_group: ["As the group, to {name}", "以群组身份发到 {name}"],
  topics_on: ["Turn topics on", "启用话题"],
  topics_off: ["Turn topics off", "停用话题"],
  members: ["{n} members", "{n} 位成员"],
  no_messages: ["No messages here yet", "这里还没有消息"],
  unread: ["{n} unread", "{n} 条未读"],
  hood: ["Under the hood", "幕后"],
  calls: ["Bot API calls", "Bot API 调用"],
  no_calls: ["No calls yet. They appear here as the bot makes them.", "还没有调用。机器人调用时会显示在这里。"],
  clear: ["Clear", "清除"],
  trouble: ["Trouble for ten seconds", "十秒钟的故障"],
  fault_429: ["429 Too many", "429 请求过多"],
  fault_403: ["403 Blocked", "403 被屏蔽"],
  fault_500: ["500 Error", "500 错误"],
  fault_drop: ["Drop calls", "断开连接"],
  fault_slow: ["Slow (2 s)", "变慢（2 秒）"],
  fault_left: ["{name}: {n} s left, {hits} hit", "{name}：剩 {n} 秒，命中 {hits} 次"],
  clear_faults: ["End trouble", "结束故障"],
  rates: ["Telegram's rate limits", "Telegram 速率限制"],
  clock: ["Clock", "时钟"],
  plus_hour: ["+1 h", "+1 小时"],
  plus_day: ["+1 day", "+1 天"],
  reset: ["Reset", "重置"],
  ms: ["{n} ms", "{n} 毫秒"],
  photo_failed: ["No picture", "无法显示图片"],
  download: ["Download {name}", "下载 {name}"],
  open_photo: ["Open the photo", "打开照片"],
  inline_none: ["Nothing found", "没有结果"],
  error: ["That did not work: {text}", "操作失败：{text}"],
};

/** @returns {Language} */
function first() {
  const kept = remembered("language");
  if (kept === "en" || kept === "zh") return kept;
  return (navigator.language ?? "en").toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** @type {Language} */
let current = first();

export const language = () => current;

/** The language for dates and numbers. */
export const locale = () => (current === "zh" ? "zh-CN" : "en-GB");

/** @param {Language} wanted */
export function speak(wanted) {
  current = wanted;
  remember("language", wanted);
  document.documentElement.lang = wanted === "zh" ? "zh-Hans" : "en";
}

/**
 * A word of the page.
 * @param {string} key
 * @param {Record<string, any>} [values] for {braces}
 */
export function t(key, values = {}) {
  const pair = WORDS[key];
  if (!pair) throw new Error(`no word for ${key}`);
  const text = pair[current === "zh" ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** Formatters are dear to make; each is made once. @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} name @param {Intl.DateTimeFormatOptions} options */
function format(name, options) {
  const key = `${name}/${locale()}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale(), options);
  formats.set(key, known);
  return known;
}

/** @param {number} seconds Unix time */
export function clockTime(seconds) {
  return format("clock", { hour: "2-digit", minute: "2-digit" }).format(seconds * 1000);
}

/** Day and time. @param {number} seconds Unix time */
export function fullTime(seconds) {
  return format("full", { dateStyle: "medium", timeStyle: "short" }).format(seconds * 1000);
}

/** Days since 1970 where the person is. @param {number} seconds Unix time */
export function dayNumber(seconds) {
  return Math.floor(seconds / 86_400 - new Date(seconds * 1000).getTimezoneOffset() / 1440);
}

/** @param {number} seconds Unix time @param {number} now */
export function dayName(seconds, now) {
  const ago = dayNumber(now) - dayNumber(seconds);
  if (ago === 0) return t("today");
  if (ago === 1) return t("yesterday");
  return format("day", { weekday: "short", day: "numeric", month: "long" }).format(seconds * 1000);
}
