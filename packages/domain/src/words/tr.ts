import type { Words } from "./words.ts";

// A Turkish noun stays in the singular after a number.
const number = new Intl.NumberFormat("tr");
const untilSent = "Siz “Gönder”e basana kadar hiçbir şey gönderilmez.";

export const tr: Words = {
  language: "Dil",
  stopAsking: "Bana bir daha sormayın",
  privacy: "Gizlilik",
  canClose: "Bu sayfayı kapatabilirsiniz.",

  survey: {
    send: "Gönder",
    next: "İleri",
    back: "Geri",
    optional: "isteğe bağlı",
    anonymous: "Bu anket anonimdir: yanıtlarınız adınız olmadan, zamanı da yalnızca saat olarak saklanır.",
    other: "Diğer",
    otherWords: "Kendi sözlerinizle",
    place: "Sıra",
    preselected: {
      email: (score) => `E-postada ${score} puanını seçtiniz. ${untilSent}`,
      sms: (score) => `Kısa mesajda ${score} puanını seçtiniz. ${untilSent}`,
      messenger: (score) => `Mesajda ${score} puanını seçtiniz. ${untilSent}`,
      link: (score) => `Bir bağlantıyla ${score} puanını seçtiniz. ${untilSent}`,
    },
    saved: "Kaydedildi. Yanıtınızı hâlâ değiştirebilirsiniz.",
    keptHere: "Yeniden çevrimiçi olana kadar bu cihazda saklanıyor.",
    kept: "Bu cihazda saklandı",
    keptText: "Çevrimiçi olduğunuzda gönderilecek. Bu sayfayı kapatabilirsiniz.",
    kiosk: {
      still: "Hâlâ orada mısınız?",
      anew: "Bu sayfa {seconds} sn içinde baştan başlayacak.",
      stay: "Buradayım",
      again: "Baştan başla",
    },
    end: (score, meaning) => `${score} = ${meaning}`,
    ends: {
      nps: { low: "hiç olası değil", high: "çok büyük olasılıkla" },
      csat: { low: "hiç memnun değilim", high: "çok memnunum" },
      ces: { low: "çok zor", high: "çok kolay" },
      csi: { low: "hiç memnun değilim", high: "çok memnunum" },
    },
    callback: {
      note: "Ekibimizden biri sizi arayacak.",
      phone: "Telefon",
      when: (zone) => `Size ne zaman uygun${zone ? ` (${zone})` : ""}`,
      today: "Bugün",
      tomorrow: "Yarın",
      anyTime: "Herhangi bir saatte",
    },
    notSent: "Henüz gönderilmedi",
    refused: {
      score: (low, high) => `Lütfen ${low} ile ${high} arasında bir sayı seçin.`,
      parts: "Lütfen en az birini puanlayın.",
      emptyText: "Lütfen birkaç kelime yazın.",
      longText: (most) => `Lütfen en fazla ${number.format(most)} karakter yazın.`,
      phone: "Lütfen telefon numarasını rakamlarla, başında + ve ülke koduyla yazın.",
      window: "Lütfen başka bir zaman seçin.",
      shortText: (least) => `Lütfen en az ${number.format(least)} karakter yazın.`,
      patterns: {
        digits: "Lütfen yalnızca rakam kullanın.",
        letters: "Lütfen yalnızca harf kullanın.",
        alphanumeric: "Lütfen yalnızca harf ve rakam kullanın.",
        code: "Lütfen yalnızca Latin harfleri, rakam, kısa çizgi, nokta ve eğik çizgi kullanın.",
        url: "Lütfen https:// ile başlayan bir adres yazın.",
      },
      choice: "Lütfen seçeneklerden birini seçin.",
      choices: (least, most) =>
        most === null
          ? `Lütfen en az ${least} seçenek işaretleyin.`
          : `Lütfen en az ${least}, en çok ${most} seçenek işaretleyin.`,
      ranking: "Lütfen her birine ayrı bir sıra verin.",
      number: (low, high) =>
        low !== null && high !== null
          ? `Lütfen ${number.format(low)} ile ${number.format(high)} arasında bir sayı yazın.`
          : low !== null
            ? `Lütfen bir sayı yazın: en az ${number.format(low)}.`
            : high !== null
              ? `Lütfen bir sayı yazın: en fazla ${number.format(high)}.`
              : "Lütfen bir sayı yazın.",
      date: "Lütfen başka bir tarih seçin.",
      email: "Lütfen anna@example.com gibi bir e-posta adresi yazın.",
      consent: "Devam etmek için lütfen bunu işaretleyin.",
      other: "Lütfen bu yanıtı kontrol edin.",
    },
  },

  thanks: {
    title: "Teşekkür ederiz!",
    received: "Yanıtınız bize ulaştı.",
    already: "Daha önce yanıtlamıştınız. Hiçbir şey değiştirilmedi.",
  },

  messages: {
    unknownLink: {
      title: "Bu bağlantı çalışmıyor",
      what: "Eksik kopyalanmış olabilir ya da yerine yenisi gönderilmiş olabilir.",
      todo: "Mesajımızdaki bağlantıyı yeniden açın ya da tamamını kopyalayın.",
    },
    expired: {
      title: "Bu bağlantının süresi dolmuş",
      what: "Ziyaretten kısa süre sonra soruyor, yanıtı da bir süre bekliyoruz.",
      todo: "Bir şey yapmanız gerekmiyor.",
    },
    closed: {
      title: "Bu anket kapandı",
      what: "Artık yanıt toplamıyoruz.",
      todo: "Bir şey yapmanız gerekmiyor.",
    },
    notYet: {
      title: "Bu anket henüz açılmadı",
      what: "Daha sonra başlayacak.",
      todo: "Bağlantıyı o zaman yeniden açın.",
    },
    full: {
      title: "İhtiyacımız olan tüm yanıtları aldık",
      what: "Bu anket artık yanıt kabul etmiyor. Yanıtlamak istediğiniz için teşekkürler.",
      todo: "Bir şey yapmanız gerekmiyor.",
    },
    singleUse: {
      title: "Bu anket size özel bir bağlantı gerektirir",
      what: "Yalnızca kişisel bağlantılarla, her biriyle bir kez yanıtlanır.",
      todo: "Size verilen bağlantıyı eksiksiz olarak yeniden açın.",
    },
    tooOften: {
      title: "Çok fazla yanlış PIN",
      what: "Burada on beş dakika boyunca kimse yenisini deneyemez.",
      todo: "Bekleyin, sonra bağlantıyı yeniden açın.",
    },
    refused: {
      title: "Yanıtınız kabul edilmedi",
      what: "Sayfa çok uzun süre açık kaldı ya da başka bir siteden geldi.",
      todo: "Mesajımızdaki bağlantıyı yeniden açın ve orada “Gönder”e basın.",
    },
    busy: {
      title: "Aynı anda çok fazla yanıt geldi",
      what: "Yanıtınız kaydedilmedi.",
      todo: "Geri dönün, bir dakika bekleyin ve yeniden “Gönder”e basın. Yazdıklarınız yerinde duruyor.",
    },
    error: {
      title: "Bizde bir sorun oluştu",
      what: "Yanıtınız kaydedilmemiş olabilir.",
      todo: "Geri dönün ve yeniden “Gönder”e basın. İki kez sayılmaz.",
    },
  },
  opensAt: (when) => `Açılış: ${when}.`,
  closedAt: (when) => `Kapanış: ${when}.`,
  pin: {
    title: "Bu anket PIN istiyor",
    what: "Bağlantıyı bulduğunuz yerde yazıyor.",
    label: "PIN",
    go: "Devam",
    wrong: "Bu PIN doğru değil.",
  },
  reference: (requestId) => `Bu isteğin numarası: ${requestId}`,

  unsubscribe: {
    ask: (address) => `${address} adresine bir daha sorulmasın mı?`,
    askNobody: "Size bir daha sorulmasın mı?",
    effect: (brand) => `${brand}, hiçbir mesajda bir daha görüşünüzü sormayacak.`,
    confirm: "Bana bir daha sormayın",
    done: "Size bir daha sormayacağız",
    doneFor: (address) => `${address} artık listemizde değil.`,
  },

  mail: {
    subject: (brand) => `${brand}: bir soru`,
    hello: (name) => `Merhaba ${name},`,
    helloNobody: "Merhaba,",
    lead: "Bir soru, birkaç saniye:",
    npsEnds: { low: "hiç olası değil", high: "çok büyük olasılıkla" },
    scaleHint: "Tıkladığınızda puanınızın seçili olduğu bir sayfa açılır. Orada puanı değiştirip not ekleyebilirsiniz.",
    answer: "Yanıtla",
    buttonHint: `Sayfa tarayıcınızda açılır. ${untilSent}`,
    why: "Bu mesajı hizmetimizi kullandığınız için aldınız.",
    budget: (days) =>
      days === 1 ? "Günde en fazla bir kez sorarız." : `${number.format(days)} günde en fazla bir kez sorarız.`,
    stopAskingAt: (link) => `Bana bir daha sormayın: ${link}`,
    privacyAt: (link) => `Gizlilik: ${link}`,
  },
};
