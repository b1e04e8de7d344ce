/** The words of the pay page. */
export type PayTexts = {
  banner: string; name: string; title: string; intro: string; payee: string; authority: string; purpose: string; reference: string; payer: string; amount: string;
  pay: string; refuse: string; leave: string; already: string; failed: string; back: string;
};

export const payTexts = {
  en: {
    banner: 'Simulated neighbour', name: 'payments', title: 'Pay', intro: 'No money moves here. Choose what shall happen to the payment.',
    payee: 'To', authority: 'the migration authority', purpose: 'For', reference: 'Reference', payer: 'Payer', amount: 'To pay',
    pay: 'Pay now', refuse: 'Let the card be refused', leave: 'Go back without paying',
    already: 'This is already paid.', failed: 'The card was refused. Go back and begin anew.', back: 'Go back',
  },
  sv: {
    banner: 'Simulerad granne', name: 'betalningar', title: 'Betala', intro: 'Inga pengar flyttas här. Välj vad som ska hända med betalningen.',
    payee: 'Till', authority: 'migrationsmyndigheten', purpose: 'För', reference: 'Referens', payer: 'Betalare', amount: 'Att betala',
    pay: 'Betala nu', refuse: 'Låt kortet nekas', leave: 'Gå tillbaka utan att betala',
    already: 'Det här är redan betalt.', failed: 'Kortet nekades. Gå tillbaka och börja om.', back: 'Gå tillbaka',
  },
  pt: {
    banner: 'Vizinho simulado', name: 'pagamentos', title: 'Pagar', intro: 'Nenhum dinheiro é movimentado aqui. Escolha o que deve acontecer com o pagamento.',
    payee: 'Para', authority: 'a autoridade de migração', purpose: 'Referente a', reference: 'Referência', payer: 'Pagador', amount: 'A pagar',
    pay: 'Pagar agora', refuse: 'Fazer o cartão ser recusado', leave: 'Voltar sem pagar',
    already: 'Isto já foi pago.', failed: 'O cartão foi recusado. Volte e comece de novo.', back: 'Voltar',
  },
} satisfies Record<string, PayTexts>;

export type PayLanguage = keyof typeof payTexts;

export const languageNames: Record<PayLanguage, string> = { en: 'English', sv: 'Svenska', pt: 'Português' };
