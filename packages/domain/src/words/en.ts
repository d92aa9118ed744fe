import { plural } from "./plural.ts";

const number = new Intl.NumberFormat("en-GB");

/** The English words, and the shape that every other language has to fill. */
export const en = {
  language: "Language",
  stopAsking: "Stop asking me",
  privacy: "Privacy",
  canClose: "You can close this page.",

  survey: {
    send: "Send",
    next: "Next",
    back: "Back",
    optional: "optional",
    anonymous: "This survey is anonymous: your answers are kept without your name, and their time only to the hour.",
    /** The choice in own words, and the field for them. */
    other: "Other",
    otherWords: "In your own words",
    /** A choice's place in an order. */
    place: "Place",
    /** By the channel that the respondent came from. */
    preselected: {
      email: (score: number) => `You chose ${score} in the e-mail. Nothing is sent until you press Send.`,
      sms: (score: number) => `You chose ${score} in the text message. Nothing is sent until you press Send.`,
      messenger: (score: number) => `You chose ${score} in the message. Nothing is sent until you press Send.`,
      link: (score: number) => `You chose ${score} by a link. Nothing is sent until you press Send.`,
    },
    saved: "Saved. You can still change it.",
    /** Of what was typed and of what was sent while there was no network. */
    keptHere: "Kept on this device until you are online again.",
    kept: "Kept on this device",
    keptText: "It will be sent when you are online. You can close this page.",
    /** On a device that many answer on; `{seconds}` counts down. */
    kiosk: {
      still: "Are you still there?",
      anew: "This page starts anew in {seconds} s.",
      stay: "I am still here",
      again: "Start anew",
    },
    end: (score: number, meaning: string) => `${score} = ${meaning}`,
    ends: {
      nps: { low: "not at all likely", high: "extremely likely" },
      csat: { low: "very dissatisfied", high: "very satisfied" },
      ces: { low: "very hard", high: "very easy" },
      csi: { low: "very dissatisfied", high: "very satisfied" },
    },
    callback: {
      note: "A person from our team will call back.",
      phone: "Phone",
      when: (zone: string | null) => `When is a good time${zone ? ` (${zone})` : ""}`,
      today: "Today",
      tomorrow: "Tomorrow",
      anyTime: "Any time",
    },
    notSent: "Not sent yet",
    refused: {
      score: (low: number, high: number) => `Please choose a number from ${low} to ${high}.`,
      parts: "Please rate at least one of these.",
      emptyText: "Please write a few words.",
      longText: (most: number) =>
        `Please use at most ${number.format(most)} ${plural("en", most, { one: "character", other: "characters" })}.`,
      phone: "Please write the phone number in digits, with + and the country code first.",
      window: "Please choose another time.",
      shortText: (least: number) =>
        `Please write at least ${number.format(least)} ${plural("en", least, { one: "character", other: "characters" })}.`,
      patterns: {
        digits: "Please use digits only.",
        letters: "Please use letters only.",
        alphanumeric: "Please use letters and digits only.",
        code: "Please use Latin letters, digits, dashes, dots and slashes only.",
        url: "Please write an address that begins with https://.",
      },
      choice: "Please choose one of these.",
      choices: (least: number, most: number | null) =>
        most === null ? `Please choose at least ${least}.` : `Please choose ${least} to ${most} of these.`,
      ranking: "Please give each of these a place of its own.",
      number: (low: number | null, high: number | null) =>
        `Please write a number${low === null ? "" : ` from ${number.format(low)}`}${high === null ? "" : ` up to ${number.format(high)}`}.`,
      date: "Please choose another date.",
      email: "Please write an e-mail address like anna@example.com.",
      consent: "Please tick this to go on.",
      other: "Please check this answer.",
    },
  },

  thanks: {
    title: "Thank you!",
    received: "Your answer has reached us.",
    already: "You have already answered. Nothing was changed.",
  },

  /** Pages that say why there is nothing to fill in. */
  messages: {
    unknownLink: {
      title: "This link does not work",
      what: "It may be cut short, or it was replaced by a newer one.",
      todo: "Open the link in our message again, or copy the whole of it.",
    },
    expired: {
      title: "This link is too old",
      what: "We ask soon after a visit and stop after a while.",
      todo: "There is nothing you need to do.",
    },
    closed: {
      title: "This survey is closed",
      what: "We have stopped collecting answers to it.",
      todo: "There is nothing you need to do.",
    },
    notYet: {
      title: "This survey is not open yet",
      what: "It begins later.",
      todo: "Open the link again then.",
    },
    full: {
      title: "We have all the answers we need",
      what: "This survey takes no more. Thank you for wanting to answer.",
      todo: "There is nothing you need to do.",
    },
    singleUse: {
      title: "This survey needs a link of your own",
      what: "It is answered by personal links only, each of them once.",
      todo: "Open the link you were given again, and the whole of it.",
    },
    tooOften: {
      title: "Too many wrong PINs",
      what: "For a quarter of an hour nobody can try another one here.",
      todo: "Wait, then open the link again.",
    },
    refused: {
      title: "Your answer was not taken",
      what: "The page was open for too long, or it came from another site.",
      todo: "Open the link in our message again and press Send there.",
    },
    busy: {
      title: "Too many answers at once",
      what: "Your answer was not saved.",
      todo: "Go back, wait a minute and press Send again. What you wrote is still there.",
    },
    error: {
      title: "Something went wrong on our side",
      what: "Your answer may not have been saved.",
      todo: "Go back and press Send again. It will not be counted twice.",
    },
  },
  opensAt: (when: string) => `It opens on ${when}.`,
  closedAt: (when: string) => `It closed on ${when}.`,
  pin: {
    title: "This survey asks for a PIN",
    what: "You find it where you found the link.",
    label: "PIN",
    go: "Go on",
    wrong: "This PIN is not right.",
  },
  /** For whoever writes to support about a page. */
  reference: (requestId: string) => `Number of this request: ${requestId}`,

  unsubscribe: {
    ask: (address: string) => `Stop asking ${address}?`,
    askNobody: "Stop asking you?",
    effect: (brand: string) => `${brand} will not ask you for an opinion again, in any message.`,
    confirm: "Stop asking me",
    done: "We will not ask you again",
    doneFor: (address: string) => `${address} is off our list.`,
  },

  mail: {
    subject: (brand: string) => `${brand}: one question`,
    hello: (name: string) => `Hello ${name},`,
    helloNobody: "Hello,",
    lead: "One question, a few seconds:",
    npsEnds: { low: "not at all likely", high: "extremely likely" },
    scaleHint: "A click opens a page with your score chosen. You can change it there and add a word.",
    answer: "Answer",
    buttonHint: "The page opens in your browser. Nothing is sent until you press Send.",
    why: "You get this because you have used our service.",
    budget: (days: number) =>
      days === 1 ? "We ask at most once a day." : `We ask at most once in ${number.format(days)} days.`,
    stopAskingAt: (link: string) => `Stop asking me: ${link}`,
    privacyAt: (link: string) => `Privacy: ${link}`,
  },
};
