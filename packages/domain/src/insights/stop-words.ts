import type { Language } from "./terms.ts";

/** Words that say nothing about what a comment is about. Short lists of our own; negations are not among them. */
export const stopWords: Record<Language, ReadonlySet<string>> = {
  en: words(`a about after again all also am an and any are as at be because been before being but by can could did do
    does doing don down during each even every few for from get got had has have having he her here him his how i if in
    into is it its just let like made make many may me might more most much must my now of off on once one only or other
    our out over own put quite really said same see she should so some still such than that the their them then there
    these they thing things this those though through to too two under until up us very was we well went were what when
    where which while who whom why will with would yet you your`),
  ru: words(`а без более бы был была были было быть в вам вами вас ваш весь во вот все всего всех вы где да даже для до
    его ее если есть еще же за здесь и из или им их к как какая какой кто когда которая которые который ли либо лишь
    меня мне много могу может мой моя мы на над надо наш него нее ней них но ну о об один одна однако он она они оно от
    очень по под после потом потому почему почти при про раз с сам сама сами свой себя сейчас со снова совсем так такая
    также такие такой там тебя тем теперь то тоже только том тот тут ты у уж уже хотя чего чей чем через что чтобы чуть
    эта эти это этого этой этом этот эту я`),
};

/** What turns the word after it around: of no meaning alone, of much meaning in «no ticket». */
export const negations: Record<Language, ReadonlySet<string>> = {
  en: words(
    "no not nobody nothing never none without cannot can't couldn't didn't doesn't don't wasn't wouldn't won't",
  ),
  ru: words("не ни нет никто ничего никогда нельзя"),
};

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
