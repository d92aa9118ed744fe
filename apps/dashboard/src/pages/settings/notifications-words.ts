import { bilingual } from "../../words.ts";

export const notificationsWords = bilingual({
  en: {
    lead: (email: string) => `About shifts, by e-mail to ${email}. Everybody chooses for themselves.`,
    what: "Your notifications",
    mode: "How to hear of shifts",
    modes: { each: "A mail for each", digest: "One mail a day", none: "No mail" },
    says: {
      each: "When a shift begins, and when it is over: once each.",
      digest: "At 09:00, with all that changed since the day before; none when nothing did.",
      none: "Shifts are still on the overview and under Shifts.",
    },
    quiet: "Quiet hours",
    from: "From",
    to: "To",
    quietSays: (zone: string) => `What is found meanwhile is mailed at their end. Clocks of ${zone}.`,
    changed: "Notifications: saved.",
    faults: {
      empty: "Both times are needed.",
      same: "Quiet hours end at another time than they begin.",
      other: "Not saved. Try again.",
    },
  },
  ru: {
    lead: (email: string) => `О сдвигах, письмом на ${email}. Каждый выбирает для себя.`,
    what: "Ваши уведомления",
    mode: "Как сообщать о сдвигах",
    modes: { each: "Письмо о каждом", digest: "Одно письмо в день", none: "Без писем" },
    says: {
      each: "Когда сдвиг начался и когда закончился: по одному разу.",
      digest: "В 09:00, обо всём, что изменилось за сутки; если ничего, письма не будет.",
      none: "Сдвиги по-прежнему видны в обзоре и в разделе «Сдвиги».",
    },
    quiet: "Тихие часы",
    from: "С",
    to: "До",
    quietSays: (zone: string) => `Найденное за это время придёт, когда они кончатся. Время ${zone}.`,
    changed: "Уведомления: сохранено.",
    faults: {
      empty: "Нужны оба времени.",
      same: "Тихие часы кончаются не тогда, когда начинаются.",
      other: "Не сохранено. Попробуйте ещё раз.",
    },
  },
});
