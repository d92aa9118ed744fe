import { plural } from "./plural.ts";
import type { Words } from "./words.ts";

const number = new Intl.NumberFormat("fr");
const characters = (count: number) =>
  `${number.format(count)} ${plural("fr", count, { one: "caractère", other: "caractères" })}`;
// French sets a space before : ? ! and inside « », which does not break.
const untilSent = "Rien n’est envoyé tant que vous n’avez pas appuyé sur «\u00a0Envoyer\u00a0».";

export const fr: Words = {
  language: "Langue",
  stopAsking: "Ne plus me solliciter",
  privacy: "Confidentialité",
  canClose: "Vous pouvez fermer cette page.",

  survey: {
    send: "Envoyer",
    next: "Suivant",
    back: "Retour",
    optional: "facultatif",
    anonymous:
      "Ce questionnaire est anonyme : vos réponses sont conservées sans votre nom, et leur heure à l’heure près.",
    other: "Autre",
    otherWords: "Avec vos propres mots",
    place: "Rang",
    preselected: {
      email: (score) => `Vous avez choisi ${score} dans l’e-mail. ${untilSent}`,
      sms: (score) => `Vous avez choisi ${score} dans le SMS. ${untilSent}`,
      messenger: (score) => `Vous avez choisi ${score} dans le message. ${untilSent}`,
      link: (score) => `Vous avez choisi ${score} par un lien. ${untilSent}`,
    },
    saved: "Enregistré. Vous pouvez encore modifier votre réponse.",
    keptHere: "Conservé sur cet appareil jusqu’à ce que vous soyez de nouveau en ligne.",
    kept: "Conservé sur cet appareil",
    keptText: "Votre réponse sera envoyée dès que vous serez en ligne. Vous pouvez fermer cette page.",
    kiosk: {
      still: "Êtes-vous toujours là ?",
      anew: "Cette page recommence dans {seconds} s.",
      stay: "Je suis toujours là",
      again: "Recommencer",
    },
    end: (score, meaning) => `${score} = ${meaning}`,
    ends: {
      nps: { low: "pas du tout probable", high: "extrêmement probable" },
      csat: { low: "pas du tout satisfait(e)", high: "très satisfait(e)" },
      ces: { low: "très difficile", high: "très facile" },
      csi: { low: "pas du tout satisfait(e)", high: "très satisfait(e)" },
    },
    callback: {
      note: "Une personne de notre équipe vous rappellera.",
      phone: "Téléphone",
      when: (zone) => `Quel moment vous convient${zone ? ` (${zone})` : ""}`,
      today: "Aujourd’hui",
      tomorrow: "Demain",
      anyTime: "À tout moment",
    },
    notSent: "Pas encore envoyé",
    refused: {
      score: (low, high) => `Veuillez choisir un nombre de ${low} à ${high}.`,
      parts: "Veuillez noter au moins un de ces points.",
      emptyText: "Veuillez écrire quelques mots.",
      longText: (most) => `Veuillez écrire au plus ${characters(most)}.`,
      phone: "Veuillez écrire le numéro de téléphone en chiffres, avec + et l’indicatif du pays au début.",
      window: "Veuillez choisir un autre moment.",
      shortText: (least) => `Veuillez écrire au moins ${characters(least)}.`,
      patterns: {
        digits: "Veuillez n’utiliser que des chiffres.",
        letters: "Veuillez n’utiliser que des lettres.",
        alphanumeric: "Veuillez n’utiliser que des lettres et des chiffres.",
        code: "Veuillez n’utiliser que des lettres latines, des chiffres, des tirets, des points et des barres obliques.",
        url: "Veuillez écrire une adresse qui commence par https://.",
      },
      choice: "Veuillez choisir une réponse.",
      choices: (least, most) =>
        most === null
          ? `Veuillez choisir au moins ${least} ${plural("fr", least, { one: "réponse", other: "réponses" })}.`
          : `Veuillez choisir de ${least} à ${most} ${plural("fr", most, { one: "réponse", other: "réponses" })}.`,
      ranking: "Veuillez donner à chaque élément un rang différent.",
      number: (low, high) =>
        low !== null && high !== null
          ? `Veuillez écrire un nombre de ${number.format(low)} à ${number.format(high)}.`
          : `Veuillez écrire un nombre${low === null ? "" : ` d’au moins ${number.format(low)}`}${high === null ? "" : ` d’au plus ${number.format(high)}`}.`,
      date: "Veuillez choisir une autre date.",
      email: "Veuillez écrire une adresse e-mail comme anna@example.com.",
      consent: "Veuillez cocher cette case pour continuer.",
      other: "Veuillez vérifier cette réponse.",
    },
  },

  thanks: {
    title: "Merci\u00a0!",
    received: "Nous avons bien reçu votre réponse.",
    already: "Vous avez déjà répondu. Rien n’a été modifié.",
  },

  messages: {
    unknownLink: {
      title: "Ce lien ne fonctionne pas",
      what: "Il est peut-être incomplet, ou un lien plus récent l’a remplacé.",
      todo: "Ouvrez de nouveau le lien dans notre message, ou copiez-le en entier.",
    },
    expired: {
      title: "Ce lien est trop ancien",
      what: "Nous posons la question peu après une visite, puis nous cessons d’attendre la réponse.",
      todo: "Vous n’avez rien à faire.",
    },
    closed: {
      title: "Cette enquête est terminée",
      what: "Nous ne recueillons plus de réponses.",
      todo: "Vous n’avez rien à faire.",
    },
    notYet: {
      title: "Cette enquête n’est pas encore ouverte",
      what: "Elle commence plus tard.",
      todo: "Rouvrez le lien à ce moment-là.",
    },
    full: {
      title: "Nous avons toutes les réponses nécessaires",
      what: "Cette enquête n’en prend plus. Merci d’avoir voulu répondre.",
      todo: "Vous n’avez rien à faire.",
    },
    singleUse: {
      title: "Cette enquête demande un lien personnel",
      what: "On y répond seulement par des liens personnels, une fois par lien.",
      todo: "Rouvrez le lien que vous avez reçu, en entier.",
    },
    tooOften: {
      title: "Trop de codes PIN erronés",
      what: "Pendant un quart d’heure, personne ne peut en essayer un autre ici.",
      todo: "Attendez, puis rouvrez le lien.",
    },
    refused: {
      title: "Votre réponse n’a pas été acceptée",
      what: "La page est restée ouverte trop longtemps, ou elle venait d’un autre site.",
      todo: "Ouvrez de nouveau le lien dans notre message et appuyez-y sur «\u00a0Envoyer\u00a0».",
    },
    busy: {
      title: "Trop de réponses à la fois",
      what: "Votre réponse n’a pas été enregistrée.",
      todo: "Revenez en arrière, attendez une minute et appuyez de nouveau sur «\u00a0Envoyer\u00a0». Ce que vous avez écrit y est toujours.",
    },
    error: {
      title: "Un problème est survenu de notre côté",
      what: "Votre réponse n’a peut-être pas été enregistrée.",
      todo: "Revenez en arrière et appuyez de nouveau sur «\u00a0Envoyer\u00a0». Elle ne sera pas comptée deux fois.",
    },
  },
  opensAt: (when) => `Elle ouvre le ${when}.`,
  closedAt: (when) => `Elle s’est terminée le ${when}.`,
  pin: {
    title: "Cette enquête demande un code PIN",
    what: "Il se trouve là où vous avez trouvé le lien.",
    label: "Code PIN",
    go: "Continuer",
    wrong: "Ce code PIN n’est pas le bon.",
  },
  reference: (requestId) => `Numéro de cette demande\u00a0: ${requestId}`,

  unsubscribe: {
    ask: (address) => `Ne plus solliciter ${address}\u00a0?`,
    askNobody: "Ne plus vous solliciter\u00a0?",
    effect: (brand) => `${brand} ne vous demandera plus votre avis, dans aucun message.`,
    confirm: "Ne plus me solliciter",
    done: "Nous ne vous solliciterons plus",
    doneFor: (address) => `${address} ne figure plus dans notre liste.`,
  },

  mail: {
    subject: (brand) => `${brand}\u00a0: une question`,
    hello: (name) => `Bonjour ${name},`,
    helloNobody: "Bonjour,",
    lead: "Une question, quelques secondes\u00a0:",
    npsEnds: { low: "pas du tout probable", high: "extrêmement probable" },
    scaleHint:
      "Un clic ouvre une page où votre note est déjà choisie. Vous pourrez l’y modifier et ajouter un commentaire.",
    answer: "Répondre",
    buttonHint: `La page s’ouvre dans votre navigateur. ${untilSent}`,
    why: "Vous recevez ce message parce que vous avez utilisé nos services.",
    budget: (days) =>
      days === 1
        ? "Nous vous sollicitons au plus une fois par jour."
        : `Nous vous sollicitons au plus une fois tous les ${number.format(days)} jours.`,
    stopAskingAt: (link) => `Ne plus me solliciter\u00a0: ${link}`,
    privacyAt: (link) => `Confidentialité\u00a0: ${link}`,
  },
};
