/**
 * ISO 3166-1: the three letters that passports print, and the two that the facts keep.
 * `D` alone is Germany's in a machine-readable zone (ICAO Doc 9303-3 section 5).
 */
const pairs =
  'AFGAF ALAAX ALBAL DZADZ ASMAS ANDAD AGOAO AIAAI ATAAQ ATGAG ARGAR ARMAM ABWAW AUSAU AUTAT AZEAZ BHSBS BHRBH BGDBD BRBBB BLRBY BELBE BLZBZ BENBJ BMUBM BTNBT BOLBO BESBQ BIHBA BWABW BVTBV BRABR IOTIO BRNBN BGRBG BFABF BDIBI '
  + 'CPVCV KHMKH CMRCM CANCA CYMKY CAFCF TCDTD CHLCL CHNCN CXRCX CCKCC COLCO COMKM COGCG CODCD COKCK CRICR CIVCI HRVHR CUBCU CUWCW CYPCY CZECZ DNKDK DJIDJ DMADM DOMDO ECUEC EGYEG SLVSV GNQGQ ERIER ESTEE SWZSZ ETHET '
  + 'FLKFK FROFO FJIFJ FINFI FRAFR GUFGF PYFPF ATFTF GABGA GMBGM GEOGE DEUDE GHAGH GIBGI GRCGR GRLGL GRDGD GLPGP GUMGU GTMGT GGYGG GINGN GNBGW GUYGY HTIHT HMDHM VATVA HNDHN HKGHK HUNHU ISLIS INDIN IDNID IRNIR IRQIQ IRLIE IMNIM ISRIL ITAIT '
  + 'JAMJM JPNJP JEYJE JORJO KAZKZ KENKE KIRKI PRKKP KORKR KWTKW KGZKG LAOLA LVALV LBNLB LSOLS LBRLR LBYLY LIELI LTULT LUXLU MACMO MDGMG MWIMW MYSMY MDVMV MLIML MLTMT MHLMH MTQMQ MRTMR MUSMU MYTYT MEXMX FSMFM MDAMD MCOMC MNGMN MNEME MSRMS MARMA MOZMZ MMRMM '
  + 'NAMNA NRUNR NPLNP NLDNL NCLNC NZLNZ NICNI NERNE NGANG NIUNU NFKNF MKDMK MNPMP NORNO OMNOM PAKPK PLWPW PSEPS PANPA PNGPG PRYPY PERPE PHLPH PCNPN POLPL PRTPT PRIPR QATQA REURE ROURO RUSRU RWARW BLMBL SHNSH KNAKN LCALC MAFMF SPMPM VCTVC WSMWS SMRSM STPST SAUSA SENSN SRBRS SYCSC SLESL SGPSG SXMSX SVKSK SVNSI SLBSB SOMSO ZAFZA SGSGS SSDSS ESPES LKALK SDNSD SURSR SJMSJ SWESE CHECH SYRSY '
  + 'TWNTW TJKTJ TZATZ THATH TLSTL TGOTG TKLTK TONTO TTOTT TUNTN TURTR TKMTM TCATC TUVTV UGAUG UKRUA AREAE GBRGB USAUS UMIUM URYUY UZBUZ VUTVU VENVE VNMVN VGBVG VIRVI WLFWF ESHEH YEMYE ZMBZM ZWEZW';
const toTwo = new Map(pairs.split(' ').map((pair) => [pair.slice(0, 3), pair.slice(3)]));

/**
 * What passports print besides countries (ICAO Doc 9303-3 section 5, parts B-D) and the country the facts know it as:
 * British nationalities, Kosovo; `XXA`-`XXC` and `XXX`: stateless, refugee, other refugee, of unknown nationality; null: an
 * organisation, which is nobody's country.
 */
const others: Record<string, string | null> = {
  D: 'DE', GBD: 'GB', GBN: 'GB', GBO: 'GB', GBP: 'GB', GBS: 'GB', RKS: 'XK', ROM: 'RO', ZAR: 'CD', TMP: 'TL',
  XXA: 'XXA', XXB: 'XXX', XXC: 'XXX', XXX: 'XXX',
  EUE: null, UNO: null, UNA: null, UNK: null, XAU: null, XBA: null, XCC: null, XCE: null, XCO: null, XCT: null, XDC: null, XEC: null, XES: null,
  XIM: null, XMP: null, XOM: null, XPO: null, XSP: null, IAO: null, UTO: null,
};

/**
 * The country as the facts keep it (ISO alpha-2, `XXA` or `XXX`) of what a machine-readable zone prints,
 * fillers and all; null where it is no country (an organisation); undefined where there is no such code.
 */
export function countryOfMrz(printed: string): string | null | undefined {
  const code = printed.replace(/<+$/, '');
  return Object.hasOwn(others, code) ? others[code] : toTwo.get(code);
}

/** All of ISO 3166-1 as this file has it, for tests. */
export const isoCountries: ReadonlyMap<string, string> = toTwo;
