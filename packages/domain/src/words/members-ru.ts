import { alertsRu } from "./alerts-ru.ts";
import type { MemberWords } from "./members.ts";
import { plural } from "./plural.ts";

const number = new Intl.NumberFormat("ru");

export const membersRu: MemberWords = {
  formats: "ru",
  percent: "\u00a0%",
  alerts: alertsRu,

  cases: {
    rootCauses: [
      "Задержка",
      "Сбой в нашей системе",
      "Неверные или неполные сведения",
      "Работа сотрудника",
      "Цена или возврат денег",
    ],
    outcomes: ["Объяснили и извинились", "Вернули деньги", "Возместили ущерб", "Исправили", "Не удалось связаться"],
  },

  mailbox: {
    title: "Местный почтовый ящик",
    about: "Письма остаются здесь, пока не задан SMTP_URL. Ни одно не покинуло эту машину.",
    empty: "Писем пока нет",
    emptyTodo: "Пришлите событие, которого ждёт рассылка, и приглашение появится здесь.",
    count: (mails) =>
      `${number.format(mails)} ${plural("ru", mails, { one: "письмо", few: "письма", other: "писем" })}`,
    to: "Кому",
    from: "От кого",
    headers: "Заголовки",
    text: "Текст",
    html: "HTML",
  },
};
