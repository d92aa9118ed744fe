import { plural } from "./plural.ts";
import type { Words } from "./words.ts";

// The digits of the scales beside them: 0–9.
const number = new Intl.NumberFormat("ar-u-nu-latn");
const untilSent = "لن يُرسَل شيء قبل أن تضغط على «إرسال».";

const counted = (count: number, one: string, two: string, few: string, many: string, other: string) =>
  plural("ar", count, {
    one,
    two,
    few: `${number.format(count)} ${few}`,
    many: `${number.format(count)} ${many}`,
    other: `${number.format(count)} ${other}`,
  });
const characters = (count: number) => counted(count, "حرف واحد", "حرفين", "أحرف", "حرفًا", "حرف");
const choices = (count: number) => counted(count, "خيار واحد", "خيارين", "خيارات", "خيارًا", "خيار");

export const ar: Words = {
  language: "اللغة",
  stopAsking: "لا تسألوني مرة أخرى",
  privacy: "الخصوصية",
  canClose: "يمكنك إغلاق هذه الصفحة.",

  survey: {
    send: "إرسال",
    next: "التالي",
    back: "رجوع",
    optional: "اختياري",
    anonymous: "هذا الاستبيان مجهول الهوية: تُحفظ إجاباتك دون اسمك، ووقتها بالساعة فقط.",
    other: "غير ذلك",
    otherWords: "بكلماتك الخاصة",
    place: "الترتيب",
    preselected: {
      email: (score) => `اخترت ${score} في رسالة البريد الإلكتروني. ${untilSent}`,
      sms: (score) => `اخترت ${score} في الرسالة النصية. ${untilSent}`,
      messenger: (score) => `اخترت ${score} في الرسالة. ${untilSent}`,
      link: (score) => `اخترت ${score} عبر رابط. ${untilSent}`,
    },
    saved: "تم الحفظ. لا يزال بإمكانك تغيير إجابتك.",
    keptHere: "محفوظ على هذا الجهاز حتى تعود إلى الاتصال.",
    kept: "محفوظ على هذا الجهاز",
    keptText: "سيُرسل عندما تكون متصلاً. يمكنك إغلاق هذه الصفحة.",
    kiosk: {
      still: "هل ما زلت هنا؟",
      anew: "ستبدأ هذه الصفحة من جديد بعد {seconds} ث.",
      stay: "ما زلت هنا",
      again: "ابدأ من جديد",
    },
    end: (score, meaning) => `${score} = ${meaning}`,
    ends: {
      nps: { low: "غير محتمل إطلاقًا", high: "محتمل جدًا" },
      csat: { low: "غير راضٍ إطلاقًا", high: "راضٍ جدًا" },
      ces: { low: "صعب جدًا", high: "سهل جدًا" },
      csi: { low: "غير راضٍ إطلاقًا", high: "راضٍ جدًا" },
    },
    callback: {
      note: "سيتصل بك أحد أفراد فريقنا.",
      phone: "الهاتف",
      when: (zone) => `ما الوقت المناسب لك${zone ? ` (${zone})` : ""}`,
      today: "اليوم",
      tomorrow: "غدًا",
      anyTime: "أي وقت",
    },
    notSent: "لم تُرسَل بعد",
    refused: {
      score: (low, high) => `يُرجى اختيار رقم من ${low} إلى ${high}.`,
      parts: "يُرجى تقييم بند واحد على الأقل.",
      emptyText: "يُرجى كتابة بضع كلمات.",
      longText: (most) => `يُرجى ألا يزيد النص على ${characters(most)}.`,
      phone: "يُرجى كتابة رقم الهاتف بالأرقام، مبدوءًا بعلامة + ورمز البلد.",
      window: "يُرجى اختيار وقت آخر.",
      shortText: (least) => `يُرجى ألا يقل النص عن ${characters(least)}.`,
      patterns: {
        digits: "يُرجى استخدام الأرقام فقط.",
        letters: "يُرجى استخدام الحروف فقط.",
        alphanumeric: "يُرجى استخدام الحروف والأرقام فقط.",
        code: "يُرجى استخدام الحروف اللاتينية والأرقام والشرطات والنقاط والخطوط المائلة فقط.",
        url: "يُرجى كتابة عنوان يبدأ بـ https://.",
      },
      choice: "يُرجى اختيار إجابة واحدة.",
      choices: (least, most) =>
        most === null
          ? `يُرجى ألا يقل اختيارك عن ${choices(least)}.`
          : `يُرجى اختيار ما بين ${least} و${most} من هذه الخيارات.`,
      ranking: "يُرجى إعطاء كل بند ترتيبًا مختلفًا.",
      number: (low, high) =>
        `يُرجى كتابة رقم${low === null ? "" : ` من ${number.format(low)}`}${high === null ? "" : ` حتى ${number.format(high)}`}.`,
      date: "يُرجى اختيار تاريخ آخر.",
      email: "يُرجى كتابة عنوان بريد إلكتروني مثل anna@example.com.",
      consent: "يُرجى وضع علامة هنا للمتابعة.",
      other: "يُرجى مراجعة هذه الإجابة.",
    },
  },

  thanks: {
    title: "شكرًا لك!",
    received: "وصلتنا إجابتك.",
    already: "لقد أجبت من قبل، ولم يتغير شيء.",
  },

  messages: {
    unknownLink: {
      title: "هذا الرابط لا يعمل",
      what: "ربما نُسخ ناقصًا، أو حلّ محله رابط أحدث.",
      todo: "افتح الرابط في رسالتنا مرة أخرى، أو انسخه كاملًا.",
    },
    expired: {
      title: "انتهت صلاحية هذا الرابط",
      what: "نسأل بعد الزيارة بوقت قصير، ثم نتوقف عن استقبال الإجابات بعد مدة.",
      todo: "لا يلزمك فعل أي شيء.",
    },
    closed: {
      title: "هذا الاستبيان مغلق",
      what: "لم نعد نستقبل إجابات عليه.",
      todo: "لا يلزمك فعل أي شيء.",
    },
    notYet: {
      title: "لم يُفتح هذا الاستطلاع بعد",
      what: "سيبدأ لاحقًا.",
      todo: "افتح الرابط مرة أخرى حينها.",
    },
    full: {
      title: "لدينا كل الإجابات التي نحتاجها",
      what: "لم يعد هذا الاستطلاع يقبل المزيد. شكرًا لرغبتك في الإجابة.",
      todo: "لا يلزمك فعل شيء.",
    },
    singleUse: {
      title: "يحتاج هذا الاستطلاع إلى رابط خاص بك",
      what: "يُجاب عنه بروابط شخصية فقط، مرة واحدة لكل رابط.",
      todo: "افتح الرابط الذي حصلت عليه مرة أخرى كاملًا.",
    },
    tooOften: {
      title: "محاولات كثيرة برمز خاطئ",
      what: "لا يمكن لأحد تجربة رمز آخر هنا لمدة ربع ساعة.",
      todo: "انتظر، ثم افتح الرابط مرة أخرى.",
    },
    refused: {
      title: "لم تُقبل إجابتك",
      what: "ظلت الصفحة مفتوحة وقتًا طويلًا، أو جاءت من موقع آخر.",
      todo: "افتح الرابط في رسالتنا مرة أخرى واضغط هناك على «إرسال».",
    },
    busy: {
      title: "إجابات كثيرة في وقت واحد",
      what: "لم تُحفظ إجابتك.",
      todo: "ارجع وانتظر دقيقة ثم اضغط على «إرسال» مرة أخرى. ما كتبته لا يزال موجودًا.",
    },
    error: {
      title: "حدث خطأ من جانبنا",
      what: "ربما لم تُحفظ إجابتك.",
      todo: "ارجع واضغط على «إرسال» مرة أخرى. لن تُحتسب مرتين.",
    },
  },
  opensAt: (when) => `يُفتح في ${when}.`,
  closedAt: (when) => `أُغلق في ${when}.`,
  pin: {
    title: "يطلب هذا الاستطلاع رمز PIN",
    what: "تجده حيث وجدت الرابط.",
    label: "رمز PIN",
    go: "متابعة",
    wrong: "هذا الرمز غير صحيح.",
  },
  reference: (requestId) => `رقم هذا الطلب: ${requestId}`,

  unsubscribe: {
    ask: (address) => `هل نتوقف عن سؤال ${address}؟`,
    askNobody: "هل نتوقف عن سؤالك؟",
    effect: (brand) => `لن تطلب ${brand} رأيك مرة أخرى في أي رسالة.`,
    confirm: "لا تسألوني مرة أخرى",
    done: "لن نسألك مرة أخرى",
    doneFor: (address) => `لم يعد ${address} في قائمتنا.`,
  },

  mail: {
    subject: (brand) => `${brand}: سؤال واحد`,
    hello: (name) => `مرحبًا ${name}،`,
    helloNobody: "مرحبًا،",
    lead: "سؤال واحد لا يستغرق سوى ثوانٍ:",
    npsEnds: { low: "غير محتمل إطلاقًا", high: "محتمل جدًا" },
    scaleHint: "تفتح النقرة صفحة اختير فيها تقييمك، ويمكنك هناك تغييره وإضافة تعليق.",
    answer: "أجب",
    buttonHint: `تفتح الصفحة في متصفحك. ${untilSent}`,
    why: "تصلك هذه الرسالة لأنك استخدمت خدماتنا.",
    budget: (days) =>
      days === 1
        ? "نسأل مرة واحدة في اليوم على الأكثر."
        : `نسأل مرة واحدة على الأكثر كل ${counted(days, "يوم", "يومين", "أيام", "يومًا", "يوم")}.`,
    stopAskingAt: (link) => `لا تسألوني مرة أخرى: ${link}`,
    privacyAt: (link) => `الخصوصية: ${link}`,
  },
};
