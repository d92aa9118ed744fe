import type { Words } from "./words.ts";

const number = new Intl.NumberFormat("zh");
const untilSent = "点击“提交”后才会发送。";

/** Simplified Chinese. */
export const zh: Words = {
  language: "语言",
  stopAsking: "不再询问我",
  privacy: "隐私",
  canClose: "您可以关闭此页面。",

  survey: {
    send: "提交",
    next: "下一步",
    back: "上一步",
    optional: "选填",
    anonymous: "本问卷为匿名问卷：保存答案时不含您的姓名，时间只精确到小时。",
    other: "其他",
    otherWords: "请用您自己的话说明",
    place: "名次",
    preselected: {
      email: (score) => `您在邮件中选择了 ${score}。${untilSent}`,
      sms: (score) => `您在短信中选择了 ${score}。${untilSent}`,
      messenger: (score) => `您在消息中选择了 ${score}。${untilSent}`,
      link: (score) => `您通过链接选择了 ${score}。${untilSent}`,
    },
    saved: "已保存。您仍可以修改。",
    keptHere: "已保存在此设备上，直到您重新联网。",
    kept: "已保存在此设备上",
    keptText: "联网后将自动发送。您可以关闭此页面。",
    kiosk: { still: "您还在吗？", anew: "此页面将在 {seconds} 秒后重新开始。", stay: "我还在", again: "重新开始" },
    end: (score, meaning) => `${score} = ${meaning}`,
    ends: {
      nps: { low: "完全不可能", high: "非常可能" },
      csat: { low: "非常不满意", high: "非常满意" },
      ces: { low: "非常困难", high: "非常容易" },
      csi: { low: "非常不满意", high: "非常满意" },
    },
    callback: {
      note: "我们的工作人员会给您回电。",
      phone: "电话",
      when: (zone) => `您什么时间方便${zone ? `（${zone}）` : ""}`,
      today: "今天",
      tomorrow: "明天",
      anyTime: "任何时间",
    },
    notSent: "尚未提交",
    refused: {
      score: (low, high) => `请选择 ${low} 到 ${high} 之间的数字。`,
      parts: "请至少评价其中一项。",
      emptyText: "请写几句话。",
      longText: (most) => `请不要超过 ${number.format(most)} 个字符。`,
      phone: "请用数字填写电话号码，以 + 和国家代码开头。",
      window: "请选择其他时间。",
      shortText: (least) => `请至少填写 ${number.format(least)} 个字符。`,
      patterns: {
        digits: "请只使用数字。",
        letters: "请只使用文字和字母。",
        alphanumeric: "请只使用文字、字母和数字。",
        code: "请只使用拉丁字母、数字、连字符、点和斜杠。",
        url: "请填写以 https:// 开头的网址。",
      },
      choice: "请选择一项。",
      choices: (least, most) => (most === null ? `请至少选择 ${least} 项。` : `请选择 ${least} 至 ${most} 项。`),
      ranking: "请为每一项指定不同的名次。",
      number: (low, high) =>
        low !== null && high !== null
          ? `请填写 ${number.format(low)} 到 ${number.format(high)} 之间的数字。`
          : low !== null
            ? `请填写不小于 ${number.format(low)} 的数字。`
            : high !== null
              ? `请填写不大于 ${number.format(high)} 的数字。`
              : "请填写一个数字。",
      date: "请选择其他日期。",
      email: "请填写电子邮箱地址，例如 anna@example.com。",
      consent: "请勾选此项以继续。",
      other: "请检查此答案。",
    },
  },

  thanks: {
    title: "谢谢！",
    received: "我们已收到您的回答。",
    already: "您之前已经回答过，没有任何更改。",
  },

  messages: {
    unknownLink: {
      title: "此链接无效",
      what: "链接可能不完整，或已被新的链接取代。",
      todo: "请重新打开我们消息中的链接，或完整复制该链接。",
    },
    expired: {
      title: "此链接已过期",
      what: "我们在您到访后不久发出询问，只在一段时间内接受回答。",
      todo: "您无需进行任何操作。",
    },
    closed: {
      title: "此问卷已关闭",
      what: "我们已不再收集回答。",
      todo: "您无需进行任何操作。",
    },
    notYet: {
      title: "此问卷尚未开放",
      what: "它将稍后开始。",
      todo: "请届时重新打开链接。",
    },
    full: {
      title: "我们已收集到所需的全部答案",
      what: "此问卷不再接受答案。感谢您愿意作答。",
      todo: "您无需做任何事。",
    },
    singleUse: {
      title: "此问卷需要您的专属链接",
      what: "只能通过个人链接作答，每个链接一次。",
      todo: "请重新打开您收到的完整链接。",
    },
    tooOften: {
      title: "错误的 PIN 码过多",
      what: "十五分钟内此处无法再尝试。",
      todo: "请稍候，然后重新打开链接。",
    },
    refused: {
      title: "您的回答未被接受",
      what: "页面打开的时间过长，或来自其他网站。",
      todo: "请重新打开我们消息中的链接，并在那里点击“提交”。",
    },
    busy: {
      title: "同时提交的回答过多",
      what: "您的回答未保存。",
      todo: "请返回，稍等一分钟，再次点击“提交”。您填写的内容仍然保留。",
    },
    error: {
      title: "我们这边出了问题",
      what: "您的回答可能未保存。",
      todo: "请返回并再次点击“提交”。不会重复计算。",
    },
  },
  opensAt: (when) => `开放时间：${when}。`,
  closedAt: (when) => `关闭时间：${when}。`,
  pin: {
    title: "此问卷需要 PIN 码",
    what: "它与链接在同一处。",
    label: "PIN 码",
    go: "继续",
    wrong: "此 PIN 码不正确。",
  },
  reference: (requestId) => `本次请求编号：${requestId}`,

  unsubscribe: {
    ask: (address) => `不再询问 ${address}？`,
    askNobody: "不再询问您？",
    effect: (brand) => `${brand} 不会再通过任何消息征求您的意见。`,
    confirm: "不再询问我",
    done: "我们不会再询问您",
    doneFor: (address) => `${address} 已从我们的名单中移除。`,
  },

  mail: {
    subject: (brand) => `${brand}：一个问题`,
    hello: (name) => `${name}，您好！`,
    helloNobody: "您好！",
    lead: "一个问题，只需几秒钟：",
    npsEnds: { low: "完全不可能", high: "非常可能" },
    scaleHint: "点击分数会打开一个已选好该分数的页面，您可以在那里修改并补充说明。",
    answer: "回答",
    buttonHint: `页面会在浏览器中打开。${untilSent}`,
    why: "您收到此邮件，是因为您使用过我们的服务。",
    budget: (days) => (days === 1 ? "我们每天最多询问一次。" : `我们每 ${number.format(days)} 天最多询问一次。`),
    stopAskingAt: (link) => `不再询问我：${link}`,
    privacyAt: (link) => `隐私：${link}`,
  },
};
