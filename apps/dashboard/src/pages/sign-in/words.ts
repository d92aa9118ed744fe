import { bilingual } from "../../words.ts";

export const words = bilingual({
  en: {
    title: "Sign in",
    email: "E-mail",
    password: "Password",
    signIn: "Sign in",
    refused: "This e-mail and password do not belong together.",
    tooOften: "Too many tries. Wait a minute, then try again.",
    failed: "That did not work. Try again in a moment.",
    firstRun: {
      title: "A new Otklik",
      text: "Make the first workspace. You will own it.",
      name: "Company or team",
      passwordHint: "At least 8 characters",
      zone: "Time zone",
      zoneHint: "Days begin by it in every score",
      make: "Make the workspace",
    },
  },
  ru: {
    title: "Вход",
    email: "E-mail",
    password: "Пароль",
    signIn: "Войти",
    refused: "Такой пары e-mail и пароля нет.",
    tooOften: "Слишком много попыток. Подождите минуту и попробуйте снова.",
    failed: "Не получилось. Попробуйте ещё раз через минуту.",
    firstRun: {
      title: "Новый Otklik",
      text: "Создайте первое рабочее пространство. Вы станете его владельцем.",
      name: "Компания или команда",
      passwordHint: "Не короче 8 знаков",
      zone: "Часовой пояс",
      zoneHint: "По нему начинаются сутки во всех оценках",
      make: "Создать",
    },
  },
});
