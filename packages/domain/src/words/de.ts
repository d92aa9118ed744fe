import { plural } from "./plural.ts";
import type { Words } from "./words.ts";

const number = new Intl.NumberFormat("de");
const untilSent = "Gesendet wird erst, wenn Sie „Absenden“ drücken.";

export const de: Words = {
  language: "Sprache",
  stopAsking: "Nicht mehr fragen",
  privacy: "Datenschutz",
  canClose: "Sie können diese Seite schließen.",

  survey: {
    send: "Absenden",
    next: "Weiter",
    back: "Zurück",
    optional: "freiwillig",
    anonymous:
      "Diese Umfrage ist anonym: Ihre Antworten werden ohne Ihren Namen gespeichert, die Zeit nur auf die Stunde genau.",
    other: "Etwas anderes",
    otherWords: "Mit Ihren eigenen Worten",
    place: "Platz",
    preselected: {
      email: (score) => `Sie haben in der E-Mail ${score} gewählt. ${untilSent}`,
      sms: (score) => `Sie haben in der SMS ${score} gewählt. ${untilSent}`,
      messenger: (score) => `Sie haben in der Nachricht ${score} gewählt. ${untilSent}`,
      link: (score) => `Sie haben über einen Link ${score} gewählt. ${untilSent}`,
    },
    saved: "Gespeichert. Sie können es noch ändern.",
    keptHere: "Auf diesem Gerät gespeichert, bis Sie wieder online sind.",
    kept: "Auf diesem Gerät gespeichert",
    keptText: "Ihre Antwort wird gesendet, sobald Sie online sind. Sie können diese Seite schließen.",
    kiosk: {
      still: "Sind Sie noch da?",
      anew: "Diese Seite beginnt in {seconds} s von vorn.",
      stay: "Ich bin noch da",
      again: "Von vorn beginnen",
    },
    end: (score, meaning) => `${score} = ${meaning}`,
    ends: {
      nps: { low: "sehr unwahrscheinlich", high: "sehr wahrscheinlich" },
      csat: { low: "sehr unzufrieden", high: "sehr zufrieden" },
      ces: { low: "sehr schwer", high: "sehr leicht" },
      csi: { low: "sehr unzufrieden", high: "sehr zufrieden" },
    },
    callback: {
      note: "Jemand aus unserem Team ruft Sie zurück.",
      phone: "Telefon",
      when: (zone) => `Wann passt es Ihnen${zone ? ` (${zone})` : ""}`,
      today: "Heute",
      tomorrow: "Morgen",
      anyTime: "Jederzeit",
    },
    notSent: "Noch nicht gesendet",
    refused: {
      score: (low, high) => `Bitte wählen Sie eine Zahl von ${low} bis ${high}.`,
      parts: "Bitte bewerten Sie mindestens einen Punkt.",
      emptyText: "Bitte schreiben Sie ein paar Worte.",
      longText: (most) => `Bitte schreiben Sie höchstens ${number.format(most)} Zeichen.`,
      phone: "Bitte schreiben Sie die Telefonnummer in Ziffern, zuerst + und die Landesvorwahl.",
      window: "Bitte wählen Sie eine andere Zeit.",
      shortText: (least) => `Bitte schreiben Sie mindestens ${number.format(least)} Zeichen.`,
      patterns: {
        digits: "Bitte verwenden Sie nur Ziffern.",
        letters: "Bitte verwenden Sie nur Buchstaben.",
        alphanumeric: "Bitte verwenden Sie nur Buchstaben und Ziffern.",
        code: "Bitte verwenden Sie nur lateinische Buchstaben, Ziffern, Bindestriche, Punkte und Schrägstriche.",
        url: "Bitte schreiben Sie eine Adresse, die mit https:// beginnt.",
      },
      choice: "Bitte wählen Sie eine Antwort aus.",
      choices: (least, most) =>
        most === null
          ? `Bitte wählen Sie mindestens ${least} ${plural("de", least, { one: "Antwort", other: "Antworten" })}.`
          : `Bitte wählen Sie ${least} bis ${most} ${plural("de", most, { one: "Antwort", other: "Antworten" })}.`,
      ranking: "Bitte geben Sie jedem Punkt einen eigenen Platz.",
      number: (low, high) =>
        `Bitte schreiben Sie eine Zahl${low === null ? "" : ` ab ${number.format(low)}`}${high === null ? "" : ` bis ${number.format(high)}`}.`,
      date: "Bitte wählen Sie ein anderes Datum.",
      email: "Bitte schreiben Sie eine E-Mail-Adresse wie anna@example.com.",
      consent: "Bitte kreuzen Sie dies an, um fortzufahren.",
      other: "Bitte prüfen Sie diese Antwort.",
    },
  },

  thanks: {
    title: "Vielen Dank!",
    received: "Ihre Antwort ist bei uns angekommen.",
    already: "Sie haben bereits geantwortet. Es wurde nichts geändert.",
  },

  messages: {
    unknownLink: {
      title: "Dieser Link funktioniert nicht",
      what: "Vielleicht ist er unvollständig, oder ein neuerer hat ihn ersetzt.",
      todo: "Öffnen Sie den Link in unserer Nachricht noch einmal, oder kopieren Sie ihn ganz.",
    },
    expired: {
      title: "Dieser Link ist zu alt",
      what: "Wir fragen kurz nach einem Besuch und nehmen Antworten nur eine Weile an.",
      todo: "Sie brauchen nichts zu tun.",
    },
    closed: {
      title: "Diese Umfrage ist beendet",
      what: "Wir nehmen keine Antworten mehr an.",
      todo: "Sie brauchen nichts zu tun.",
    },
    notYet: {
      title: "Diese Umfrage ist noch nicht geöffnet",
      what: "Sie beginnt später.",
      todo: "Öffnen Sie den Link dann noch einmal.",
    },
    full: {
      title: "Wir haben alle Antworten, die wir brauchen",
      what: "Diese Umfrage nimmt keine weiteren an. Danke, dass Sie antworten wollten.",
      todo: "Sie brauchen nichts zu tun.",
    },
    singleUse: {
      title: "Diese Umfrage braucht einen eigenen Link",
      what: "Sie wird nur über persönliche Links beantwortet, über jeden einmal.",
      todo: "Öffnen Sie den Link, den Sie erhalten haben, noch einmal und ganz.",
    },
    tooOften: {
      title: "Zu viele falsche PINs",
      what: "Eine Viertelstunde lang kann hier niemand eine weitere versuchen.",
      todo: "Warten Sie und öffnen Sie den Link dann noch einmal.",
    },
    refused: {
      title: "Ihre Antwort wurde nicht angenommen",
      what: "Die Seite war zu lange offen, oder sie kam von einer anderen Website.",
      todo: "Öffnen Sie den Link in unserer Nachricht noch einmal und drücken Sie dort „Absenden“.",
    },
    busy: {
      title: "Zu viele Antworten auf einmal",
      what: "Ihre Antwort wurde nicht gespeichert.",
      todo: "Gehen Sie zurück, warten Sie eine Minute und drücken Sie noch einmal „Absenden“. Was Sie geschrieben haben, ist noch da.",
    },
    error: {
      title: "Bei uns ist etwas schiefgegangen",
      what: "Ihre Antwort wurde vielleicht nicht gespeichert.",
      todo: "Gehen Sie zurück und drücken Sie noch einmal „Absenden“. Sie wird nicht doppelt gezählt.",
    },
  },
  opensAt: (when) => `Sie öffnet am ${when}.`,
  closedAt: (when) => `Sie endete am ${when}.`,
  pin: {
    title: "Diese Umfrage fragt nach einer PIN",
    what: "Sie steht dort, wo Sie den Link gefunden haben.",
    label: "PIN",
    go: "Weiter",
    wrong: "Diese PIN ist nicht richtig.",
  },
  reference: (requestId) => `Nummer dieser Anfrage: ${requestId}`,

  unsubscribe: {
    ask: (address) => `${address} nicht mehr fragen?`,
    askNobody: "Sie nicht mehr fragen?",
    effect: (brand) => `${brand} wird Sie nicht mehr um Ihre Meinung bitten, in keiner Nachricht.`,
    confirm: "Nicht mehr fragen",
    done: "Wir fragen Sie nicht mehr",
    doneFor: (address) => `${address} steht nicht mehr auf unserer Liste.`,
  },

  mail: {
    subject: (brand) => `${brand}: eine Frage`,
    hello: (name) => `Guten Tag, ${name},`,
    helloNobody: "Guten Tag,",
    lead: "eine Frage, ein paar Sekunden:",
    npsEnds: { low: "sehr unwahrscheinlich", high: "sehr wahrscheinlich" },
    scaleHint:
      "Ein Klick öffnet eine Seite, auf der Ihre Bewertung gewählt ist. Dort können Sie sie ändern und etwas dazu schreiben.",
    answer: "Antworten",
    buttonHint: `Die Seite öffnet sich in Ihrem Browser. ${untilSent}`,
    why: "Sie erhalten diese Nachricht, weil Sie unsere Dienste genutzt haben.",
    budget: (days) =>
      days === 1
        ? "Wir fragen höchstens einmal am Tag."
        : `Wir fragen höchstens einmal in ${number.format(days)} Tagen.`,
    stopAskingAt: (link) => `Nicht mehr fragen: ${link}`,
    privacyAt: (link) => `Datenschutz: ${link}`,
  },
};
