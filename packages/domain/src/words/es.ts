import { plural } from "./plural.ts";
import type { Words } from "./words.ts";

const number = new Intl.NumberFormat("es");
const characters = (count: number) =>
  `${number.format(count)} ${plural("es", count, { one: "carácter", other: "caracteres" })}`;
const untilSent = "No se envía nada hasta que pulse «Enviar».";

export const es: Words = {
  language: "Idioma",
  stopAsking: "No preguntarme más",
  privacy: "Privacidad",
  canClose: "Puede cerrar esta página.",

  survey: {
    send: "Enviar",
    next: "Siguiente",
    back: "Atrás",
    optional: "opcional",
    anonymous: "Esta encuesta es anónima: sus respuestas se guardan sin su nombre y solo con la hora aproximada.",
    other: "Otra respuesta",
    otherWords: "Con sus propias palabras",
    place: "Puesto",
    preselected: {
      email: (score) => `Ha elegido ${score} en el correo. ${untilSent}`,
      sms: (score) => `Ha elegido ${score} en el SMS. ${untilSent}`,
      messenger: (score) => `Ha elegido ${score} en el mensaje. ${untilSent}`,
      link: (score) => `Ha elegido ${score} mediante un enlace. ${untilSent}`,
    },
    saved: "Guardado. Todavía puede cambiarlo.",
    keptHere: "Guardado en este dispositivo hasta que vuelva a tener conexión.",
    kept: "Guardado en este dispositivo",
    keptText: "Su respuesta se enviará cuando tenga conexión. Puede cerrar esta página.",
    kiosk: {
      still: "¿Sigue ahí?",
      anew: "Esta página empezará de nuevo en {seconds} s.",
      stay: "Sigo aquí",
      again: "Empezar de nuevo",
    },
    end: (score, meaning) => `${score} = ${meaning}`,
    ends: {
      nps: { low: "nada probable", high: "muy probable" },
      csat: { low: "muy insatisfecho/a", high: "muy satisfecho/a" },
      ces: { low: "muy difícil", high: "muy fácil" },
      csi: { low: "muy insatisfecho/a", high: "muy satisfecho/a" },
    },
    callback: {
      note: "Le llamará una persona de nuestro equipo.",
      phone: "Teléfono",
      when: (zone) => `Qué momento le viene bien${zone ? ` (${zone})` : ""}`,
      today: "Hoy",
      tomorrow: "Mañana",
      anyTime: "A cualquier hora",
    },
    notSent: "Aún no se ha enviado",
    refused: {
      score: (low, high) => `Elija un número del ${low} al ${high}.`,
      parts: "Valore al menos uno de estos puntos.",
      emptyText: "Escriba unas palabras.",
      longText: (most) => `Escriba como máximo ${characters(most)}.`,
      phone: "Escriba el número de teléfono con cifras, empezando por + y el prefijo del país.",
      window: "Elija otro momento.",
      shortText: (least) => `Escriba al menos ${characters(least)}.`,
      patterns: {
        digits: "Use solo cifras.",
        letters: "Use solo letras.",
        alphanumeric: "Use solo letras y cifras.",
        code: "Use solo letras latinas, cifras, guiones, puntos y barras.",
        url: "Escriba una dirección que empiece por https://.",
      },
      choice: "Elija una de las respuestas.",
      choices: (least, most) =>
        most === null
          ? `Elija al menos ${least} ${plural("es", least, { one: "respuesta", other: "respuestas" })}.`
          : `Elija de ${least} a ${most} ${plural("es", most, { one: "respuesta", other: "respuestas" })}.`,
      ranking: "Dé a cada elemento un puesto distinto.",
      number: (low, high) =>
        low !== null && high !== null
          ? `Escriba un número entre ${number.format(low)} y ${number.format(high)}.`
          : `Escriba un número${low === null ? "" : ` a partir de ${number.format(low)}`}${high === null ? "" : ` hasta ${number.format(high)}`}.`,
      date: "Elija otra fecha.",
      email: "Escriba una dirección de correo como anna@example.com.",
      consent: "Marque esta casilla para continuar.",
      other: "Revise esta respuesta.",
    },
  },

  thanks: {
    title: "¡Gracias!",
    received: "Hemos recibido su respuesta.",
    already: "Ya había respondido. No se ha cambiado nada.",
  },

  messages: {
    unknownLink: {
      title: "Este enlace no funciona",
      what: "Puede que esté incompleto o que otro más reciente lo haya sustituido.",
      todo: "Abra de nuevo el enlace de nuestro mensaje o cópielo entero.",
    },
    expired: {
      title: "Este enlace ha caducado",
      what: "Preguntamos poco después de una visita y esperamos la respuesta solo un tiempo.",
      todo: "No tiene que hacer nada.",
    },
    closed: {
      title: "Esta encuesta está cerrada",
      what: "Ya no recogemos respuestas.",
      todo: "No tiene que hacer nada.",
    },
    notYet: {
      title: "Esta encuesta aún no está abierta",
      what: "Empieza más tarde.",
      todo: "Abra el enlace de nuevo entonces.",
    },
    full: {
      title: "Tenemos todas las respuestas que necesitamos",
      what: "Esta encuesta ya no admite más. Gracias por querer responder.",
      todo: "No tiene que hacer nada.",
    },
    singleUse: {
      title: "Esta encuesta necesita un enlace propio",
      what: "Solo se responde con enlaces personales, una vez con cada uno.",
      todo: "Abra de nuevo el enlace que recibió, completo.",
    },
    tooOften: {
      title: "Demasiados PIN incorrectos",
      what: "Durante un cuarto de hora nadie puede probar otro aquí.",
      todo: "Espere y abra el enlace de nuevo.",
    },
    refused: {
      title: "No se ha aceptado su respuesta",
      what: "La página estuvo abierta demasiado tiempo o venía de otro sitio web.",
      todo: "Abra de nuevo el enlace de nuestro mensaje y pulse allí «Enviar».",
    },
    busy: {
      title: "Demasiadas respuestas a la vez",
      what: "Su respuesta no se ha guardado.",
      todo: "Vuelva atrás, espere un minuto y pulse «Enviar» otra vez. Lo que escribió sigue ahí.",
    },
    error: {
      title: "Algo ha fallado por nuestra parte",
      what: "Es posible que su respuesta no se haya guardado.",
      todo: "Vuelva atrás y pulse «Enviar» otra vez. No se contará dos veces.",
    },
  },
  opensAt: (when) => `Se abre el ${when}.`,
  closedAt: (when) => `Se cerró el ${when}.`,
  pin: {
    title: "Esta encuesta pide un PIN",
    what: "Está donde encontró el enlace.",
    label: "PIN",
    go: "Continuar",
    wrong: "Este PIN no es correcto.",
  },
  reference: (requestId) => `Número de esta solicitud: ${requestId}`,

  unsubscribe: {
    ask: (address) => `¿Dejar de preguntar a ${address}?`,
    askNobody: "¿Dejar de preguntarle?",
    effect: (brand) => `${brand} no volverá a pedirle su opinión en ningún mensaje.`,
    confirm: "No preguntarme más",
    done: "No volveremos a preguntarle",
    doneFor: (address) => `${address} ya no está en nuestra lista.`,
  },

  mail: {
    subject: (brand) => `${brand}: una pregunta`,
    hello: (name) => `Hola, ${name}:`,
    helloNobody: "Hola:",
    lead: "Una pregunta, unos segundos:",
    npsEnds: { low: "nada probable", high: "muy probable" },
    scaleHint:
      "Al hacer clic se abre una página con su puntuación elegida. Allí puede cambiarla y añadir un comentario.",
    answer: "Responder",
    buttonHint: `La página se abre en su navegador. ${untilSent}`,
    why: "Recibe este mensaje porque ha usado nuestros servicios.",
    budget: (days) =>
      days === 1
        ? "Preguntamos como máximo una vez al día."
        : `Preguntamos como máximo una vez cada ${number.format(days)} días.`,
    stopAskingAt: (link) => `No preguntarme más: ${link}`,
    privacyAt: (link) => `Privacidad: ${link}`,
  },
};
