/** Names for invented families, by country of citizenship. Common given and family names; any likeness to a living person is chance. */
export interface Naming {
  country: string;
  /** How often families of this country occur. */
  weight: number;
  female: readonly string[];
  male: readonly string[];
  family: readonly string[];
  /** Languages of the country that the pages speak, likeliest first. */
  languages: readonly string[];
}

export const namings: readonly Naming[] = [
  { country: 'SY', weight: 30, languages: ['ar', 'sv'], female: ['Rima', 'Hala', 'Nour', 'Lina', 'Samar', 'Dima', 'Rasha', 'Yara'], male: ['Omar', 'Khaled', 'Bassel', 'Tarek', 'Nizar', 'Fadi', 'Anas', 'Samer'], family: ['Haddad', 'Darwish', 'Khoury', 'Sabbagh', 'Qassem', 'Nassar', 'Barakat', 'Zein'] },
  { country: 'AF', weight: 12, languages: ['en', 'sv'], female: ['Shirin', 'Zohra', 'Mina', 'Parisa', 'Freshta', 'Nilofar'], male: ['Jawad', 'Hamid', 'Reza', 'Mirwais', 'Naweed', 'Farhad'], family: ['Ahmadi', 'Hosseini', 'Karimi', 'Sadat', 'Rahmani', 'Nazari'] },
  { country: 'UA', weight: 5, languages: ['uk', 'en'], female: ['Olena', 'Kateryna', 'Iryna', 'Nataliia', 'Oksana', 'Yuliia'], male: ['Andrii', 'Serhii', 'Dmytro', 'Oleksandr', 'Taras', 'Bohdan'], family: ['Shevchenko', 'Bondarenko', 'Tkachenko', 'Melnyk', 'Kravets', 'Lysenko'] },
  { country: 'IQ', weight: 11, languages: ['ar', 'sv'], female: ['Zainab', 'Maryam', 'Huda', 'Ruqaya', 'Sara', 'Shahad'], male: ['Ali', 'Hassan', 'Mustafa', 'Karrar', 'Ammar', 'Saif'], family: ['Al-Jabouri', 'Al-Saadi', 'Al-Hashimi', 'Hussein', 'Mahmoud', 'Salman'] },
  { country: 'SO', weight: 9, languages: ['en', 'sv'], female: ['Hodan', 'Ayaan', 'Fadumo', 'Sahra', 'Ifrah', 'Nimo'], male: ['Abdi', 'Mahad', 'Liban', 'Yusuf', 'Guled', 'Warsame'], family: ['Warsame Ali', 'Hassan Farah', 'Abdi Nur', 'Mohamud Jama', 'Osman Hersi', 'Yusuf Egal'] },
  { country: 'ER', weight: 8, languages: ['en', 'sv'], female: ['Selam', 'Bana', 'Luwam', 'Feven', 'Rahwa', 'Helen'], male: ['Filmon', 'Yonas', 'Robel', 'Samuel', 'Dawit', 'Henok'], family: ['Tesfay', 'Gebremedhin', 'Habte', 'Kidane', 'Mehari', 'Weldu'] },
  { country: 'IN', weight: 5, languages: ['en'], female: ['Priya', 'Ananya', 'Kavya', 'Divya', 'Meera', 'Sneha'], male: ['Arjun', 'Rohan', 'Vikram', 'Karthik', 'Rahul', 'Suresh'], family: ['Sharma', 'Iyer', 'Patel', 'Reddy', 'Menon', 'Kulkarni'] },
  { country: 'CN', weight: 2, languages: ['en', 'sv'], female: ['Li Na', 'Wang Yan', 'Xiaoyu', 'Meiling'], male: ['Wei', 'Jun', 'Hao', 'Ming'], family: ['Zhang', 'Chen', 'Liu', 'Huang'] },
  { country: 'TR', weight: 3, languages: ['en', 'sv'], female: ['Elif', 'Zeynep', 'Derya', 'Büşra'], male: ['Emre', 'Murat', 'Serkan', 'Onur'], family: ['Yılmaz', 'Kaya', 'Çelik', 'Öztürk'] },
  { country: 'ET', weight: 4, languages: ['en', 'sv'], female: ['Hiwot', 'Tigist', 'Bethlehem', 'Meron'], male: ['Abebe', 'Girma', 'Tewodros', 'Bekele'], family: ['Tadesse', 'Alemu', 'Worku', 'Desta'] },
  { country: 'BR', weight: 3, languages: ['pt', 'en'], female: ['Camila', 'Juliana', 'Beatriz', 'Larissa'], male: ['Thiago', 'Rafael', 'Bruno', 'Lucas'], family: ['Oliveira', 'Ferreira', 'Almeida', 'Rocha Lima'] },
];

/** Towns with a service centre's area, and how many live there. */
export const towns: readonly (readonly [weight: number, town: { city: string; postcode: string; hospital: string }])[] = [
  [30, { city: 'Stockholm', postcode: '163 41', hospital: 'Karolinska universitetssjukhuset, Stockholm' }],
  [18, { city: 'Göteborg', postcode: '415 05', hospital: 'Östra sjukhuset, Göteborg' }],
  [16, { city: 'Malmö', postcode: '213 66', hospital: 'Skånes universitetssjukhus, Malmö' }],
  [9, { city: 'Uppsala', postcode: '753 31', hospital: 'Akademiska sjukhuset, Uppsala' }],
  [7, { city: 'Västerås', postcode: '724 60', hospital: 'Västmanlands sjukhus, Västerås' }],
  [7, { city: 'Örebro', postcode: '702 10', hospital: 'Universitetssjukhuset, Örebro' }],
  [6, { city: 'Linköping', postcode: '584 36', hospital: 'Universitetssjukhuset, Linköping' }],
  [4, { city: 'Sundsvall', postcode: '852 31', hospital: 'Sundsvalls sjukhus' }],
  [3, { city: 'Umeå', postcode: '903 26', hospital: 'Norrlands universitetssjukhus, Umeå' }],
];
export const streets = ['Björkvägen', 'Skolgatan', 'Ringvägen', 'Parkgatan', 'Nygatan', 'Ängsvägen', 'Kyrkogatan', 'Bergsgatan', 'Lindvägen', 'Stationsgatan'] as const;
