import type { PastContact } from "@otklik/features/contacts/index";
import type { Chance } from "./chance.ts";

export type Language = "en" | "ru";
export type Person = PastContact & { name: string; email?: string; phone?: string; locale: Language };

const english = {
  given: [
    ["Alice", "f"],
    ["Amelia", "f"],
    ["Charlotte", "f"],
    ["Eleanor", "f"],
    ["Freya", "f"],
    ["Grace", "f"],
    ["Hannah", "f"],
    ["Isla", "f"],
    ["Jessica", "f"],
    ["Laura", "f"],
    ["Megan", "f"],
    ["Nora", "f"],
    ["Rachel", "f"],
    ["Sophie", "f"],
    ["Tessa", "f"],
    ["Adam", "m"],
    ["Ben", "m"],
    ["Callum", "m"],
    ["Daniel", "m"],
    ["Edward", "m"],
    ["Felix", "m"],
    ["George", "m"],
    ["Henry", "m"],
    ["Jack", "m"],
    ["Liam", "m"],
    ["Marcus", "m"],
    ["Nathan", "m"],
    ["Oliver", "m"],
    ["Peter", "m"],
    ["Robert", "m"],
    ["Samuel", "m"],
    ["Thomas", "m"],
  ],
  family: [
    "Abbott",
    "Ashdown",
    "Barlow",
    "Bennett",
    "Blackwood",
    "Brook",
    "Carver",
    "Clarke",
    "Dalton",
    "Drake",
    "Ellery",
    "Fairley",
    "Fletcher",
    "Garner",
    "Hale",
    "Harding",
    "Holloway",
    "Ingram",
    "Keller",
    "Lambert",
    "Lowry",
    "Marsh",
    "Mercer",
    "Norwood",
    "Oakley",
    "Parrish",
    "Quill",
    "Radley",
    "Rowe",
    "Sheldon",
    "Sinclair",
    "Stone",
    "Thorne",
    "Underhill",
    "Vance",
    "Walden",
    "Whitmore",
    "Wray",
    "Yardley",
    "York",
  ],
} as const;

/** Given name, how it is spelt in addresses, and who bears it. */
const russian = {
  given: [
    ["Алина", "alina", "f"],
    ["Анастасия", "anastasia", "f"],
    ["Вера", "vera", "f"],
    ["Галина", "galina", "f"],
    ["Дарья", "daria", "f"],
    ["Екатерина", "ekaterina", "f"],
    ["Жанна", "zhanna", "f"],
    ["Ирина", "irina", "f"],
    ["Ксения", "ksenia", "f"],
    ["Людмила", "ludmila", "f"],
    ["Марина", "marina", "f"],
    ["Наталья", "natalia", "f"],
    ["Ольга", "olga", "f"],
    ["Полина", "polina", "f"],
    ["Светлана", "svetlana", "f"],
    ["Татьяна", "tatiana", "f"],
    ["Алексей", "alexey", "m"],
    ["Борис", "boris", "m"],
    ["Виктор", "viktor", "m"],
    ["Григорий", "grigory", "m"],
    ["Денис", "denis", "m"],
    ["Евгений", "evgeny", "m"],
    ["Иван", "ivan", "m"],
    ["Кирилл", "kirill", "m"],
    ["Максим", "maxim", "m"],
    ["Никита", "nikita", "m"],
    ["Олег", "oleg", "m"],
    ["Павел", "pavel", "m"],
    ["Роман", "roman", "m"],
    ["Степан", "stepan", "m"],
    ["Тимофей", "timofey", "m"],
    ["Юрий", "yury", "m"],
  ],
  family: [
    ["Абрамов", "abramov"],
    ["Беляев", "belyaev"],
    ["Власов", "vlasov"],
    ["Гордеев", "gordeev"],
    ["Давыдов", "davydov"],
    ["Ермаков", "ermakov"],
    ["Журавлёв", "zhuravlev"],
    ["Зимин", "zimin"],
    ["Игнатов", "ignatov"],
    ["Калинин", "kalinin"],
    ["Лазарев", "lazarev"],
    ["Макаров", "makarov"],
    ["Назаров", "nazarov"],
    ["Осипов", "osipov"],
    ["Панфилов", "panfilov"],
    ["Родионов", "rodionov"],
    ["Савельев", "savelyev"],
    ["Тарасов", "tarasov"],
    ["Уваров", "uvarov"],
    ["Фролов", "frolov"],
    ["Харитонов", "kharitonov"],
    ["Цветков", "tsvetkov"],
    ["Чистяков", "chistyakov"],
    ["Шубин", "shubin"],
    ["Щукин", "shchukin"],
    ["Юдин", "yudin"],
    ["Яшин", "yashin"],
    ["Бобров", "bobrov"],
    ["Ветров", "vetrov"],
    ["Громов", "gromov"],
    ["Дроздов", "drozdov"],
    ["Ёлкин", "yolkin"],
    ["Киселёв", "kiselev"],
    ["Лесков", "leskov"],
    ["Молчанов", "molchanov"],
    ["Озеров", "ozerov"],
    ["Рябов", "ryabov"],
    ["Снегирёв", "snegirev"],
    ["Тихонов", "tikhonov"],
  ],
} as const;

// Numbers kept free for stories: Britain's 07700 900 000–999, and North America's 555-0100–0199 in every area.
const areas = [
  201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234,
  239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 272, 276, 281, 301,
];

/** The nth telephone that nobody has. The first two hundred are left to the people of the cases. */
function phoneOf(index: number): string {
  if (index < 800) return `+447700900${String(index + 200)}`;
  const left = index - 800;
  return `+1${areas[Math.floor(left / 100)]}55501${String(left % 100).padStart(2, "0")}`;
}

const shareInRussian = 0.48;
const classes = ["economy", "comfort", "business"] as const;

/** Which class this journey was in. */
export const ticketClass = (chance: Chance) => classes[chance.weighted([0.68, 0.23, 0.09])] as (typeof classes)[number];

export const ageGroupOf = (birthYear: number, year: number): string => {
  const age = year - birthYear;
  return age < 25 ? "16-24" : age < 35 ? "25-34" : age < 50 ? "35-49" : age < 65 ? "50-64" : "65+";
};

/** Customers with what the company knows of them: of some not what they are worth, of some not when they were born. */
export function somePeople(chance: Chance, n: number, since: Date): Person[] {
  return Array.from({ length: n }, (_, index) => {
    const locale: Language = chance.next() < shareInRussian ? "ru" : "en";
    const { name, spelt } = locale === "ru" ? russianName(chance) : englishName(chance);
    const hasPhone = chance.next() < 0.86;
    const hasEmail = !hasPhone || chance.next() < 0.93;
    const year = since.getUTCFullYear();
    const birthYear =
      chance.next() < 0.9
        ? year - 17 - Math.floor(Math.min(65, Math.abs(chance.normal()) * 20 + chance.next() * 14))
        : null;
    const value = chance.next() < 0.85 ? Math.round(Math.exp(5.2 + 0.8 * chance.normal())) : null;
    return {
      name,
      locale,
      externalId: `MR-${100_001 + index}`,
      ...(hasEmail && { email: `${spelt}.${index + 11}@example.com` }),
      ...(hasPhone && { phone: phoneOf(index) }),
      timezone: locale === "ru" ? "Europe/Moscow" : "Europe/London",
      birthYear,
      value,
      attributes: { language: locale, ...(birthYear !== null && { ageGroup: ageGroupOf(birthYear, year) }) },
      since: new Date(since.getTime() - Math.floor(chance.next() * 900) * 86_400_000),
    };
  });
}

function englishName(chance: Chance) {
  const [given] = chance.pick(english.given);
  const family = chance.pick(english.family);
  return { name: `${given} ${family}`, spelt: `${given}.${family}`.toLowerCase() };
}

function russianName(chance: Chance) {
  const [given, givenSpelt, who] = chance.pick(russian.given);
  const [family, familySpelt] = chance.pick(russian.family);
  const ending = who === "f" ? ["а", "a"] : ["", ""];
  return { name: `${given} ${family}${ending[0]}`, spelt: `${givenSpelt}.${familySpelt}${ending[1]}` };
}
