/** The words of the login page, in the languages it speaks. */
export type Texts = {
  banner: string; name: string; title: string; intro: string; persons: string; search: string; searchButton: string;
  nobody: string; fromAbroad: string; otherTitle: string; number: string; logIn: string; cancel: string; notInRegister: string; expiredTitle: string; expired: string;
};

export const texts = {
  en: {
    banner: 'Simulated neighbour', name: 'electronic identity', title: 'Choose a test person',
    intro: 'This stands in for a real electronic identity. Nobody here is real, and no password is needed.',
    persons: 'Test persons', search: 'Search by name or number', searchButton: 'Search', nobody: 'Nobody was found.', fromAbroad: 'From abroad, without a Swedish number',
    otherTitle: 'Somebody else', number: 'Personal number (12 digits) of anyone in the population register', logIn: 'Log in', cancel: 'Cancel',
    notInRegister: 'Nobody with this number is in the population register. Check the number, or choose a person from the list.',
    expiredTitle: 'This login has expired', expired: 'Go back to the service you came from and log in from there.',
  },
  sv: {
    banner: 'Simulerad granne', name: 'e-legitimation', title: 'Välj en testperson',
    intro: 'Det här står i stället för en riktig e-legitimation. Ingen här är verklig, och inget lösenord behövs.',
    persons: 'Testpersoner', search: 'Sök på namn eller nummer', searchButton: 'Sök', nobody: 'Ingen hittades.', fromAbroad: 'Från utlandet, utan svenskt nummer',
    otherTitle: 'Någon annan', number: 'Personnummer (12 siffror) för någon i folkbokföringen', logIn: 'Logga in', cancel: 'Avbryt',
    notInRegister: 'Ingen med det numret finns i folkbokföringen. Kontrollera numret, eller välj en person i listan.',
    expiredTitle: 'Inloggningen har gått ut', expired: 'Gå tillbaka till tjänsten du kom från och logga in därifrån.',
  },
  ar: {
    banner: 'جهة مجاورة للمحاكاة', name: 'الهوية الإلكترونية', title: 'اختر شخصًا للتجربة',
    intro: 'هذه الصفحة بديل عن هوية إلكترونية حقيقية. لا أحد هنا حقيقي، ولا حاجة إلى كلمة مرور.',
    persons: 'أشخاص للتجربة', search: 'ابحث بالاسم أو الرقم', searchButton: 'بحث', nobody: 'لم يُعثر على أحد.', fromAbroad: 'من الخارج، دون رقم سويدي',
    otherTitle: 'شخص آخر', number: 'الرقم الشخصي (12 رقمًا) لأي شخص في سجل السكان', logIn: 'تسجيل الدخول', cancel: 'إلغاء',
    notInRegister: 'لا يوجد في سجل السكان شخص بهذا الرقم. تحقق من الرقم أو اختر شخصًا من القائمة.',
    expiredTitle: 'انتهت مهلة تسجيل الدخول', expired: 'عُد إلى الخدمة التي جئت منها وسجّل الدخول من هناك.',
  },
  uk: {
    banner: 'Імітація сусіднього органу', name: 'електронна ідентифікація', title: 'Оберіть тестову особу',
    intro: 'Це замість справжньої електронної ідентифікації. Усі особи вигадані, пароль не потрібен.',
    persons: 'Тестові особи', search: 'Пошук за ім’ям або номером', searchButton: 'Шукати', nobody: 'Нікого не знайдено.', fromAbroad: 'З-за кордону, без шведського номера',
    otherTitle: 'Інша особа', number: 'Особовий номер (12 цифр) будь-кого з реєстру населення', logIn: 'Увійти', cancel: 'Скасувати',
    notInRegister: 'У реєстрі населення немає особи з таким номером. Перевірте номер або оберіть особу зі списку.',
    expiredTitle: 'Час входу минув', expired: 'Поверніться до сервісу, з якого ви прийшли, і увійдіть звідти.',
  },
  pt: {
    banner: 'Vizinho simulado', name: 'identidade eletrônica', title: 'Escolha uma pessoa de teste',
    intro: 'Esta página está no lugar de uma identidade eletrônica de verdade. Ninguém aqui é real, e não é preciso senha.',
    persons: 'Pessoas de teste', search: 'Buscar por nome ou número', searchButton: 'Buscar', nobody: 'Ninguém foi encontrado.', fromAbroad: 'Do exterior, sem número sueco',
    otherTitle: 'Outra pessoa', number: 'Número pessoal (12 dígitos) de alguém do registro da população', logIn: 'Entrar', cancel: 'Cancelar',
    notInRegister: 'Ninguém com esse número está no registro da população. Confira o número ou escolha uma pessoa da lista.',
    expiredTitle: 'Este acesso expirou', expired: 'Volte ao serviço de onde você veio e entre por lá.',
  },
} satisfies Record<string, Texts>;

export type Language = keyof typeof texts;
