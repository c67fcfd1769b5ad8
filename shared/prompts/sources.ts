/**
 * The source register of the clinical content, as far as rules cite it: what a clinician who doubts a prompt can look
 * up. Short citations; `read` says how the content's author saw it, which is not the same as the paper itself.
 */
export const SOURCES = {
  S1: { cite: 'Liu C, article on back mice for patients, drchristopherliu.com', read: 'page read' },
  S2: { cite: 'Bicket, Simmons, Zheng. Pain Physician 2016;19:181–8', read: 'abstract read' },
  S3: {
    cite: 'Cañis Parera et al. Pain Ther 2021, doi 10.1007/s40122-021-00321-5',
    read: 'abstract read',
  },
  S9: { cite: 'Swezey. Br J Rheumatol 1991;30:376–8', read: 'read in notes of others' },
  S15: {
    cite: 'NICE NG12, and the UK sarcoma guideline, Br J Cancer 2024, table 2',
    read: 'NG12 read through secondary pages',
  },
  S16: { cite: 'British Sarcoma Group ultrasound guide, January 2019', read: 'copy read' },
  S17: { cite: 'NHS Lothian RefHelp 2026; Scottish Referral Guidelines 2025', read: 'pages read' },
  S18: { cite: 'Cornwall RMS lipoma page, rms.cornwall.nhs.uk', read: 'page read' },
  S21: {
    cite: 'GIRFT cauda equina pathway 2023; BMJ Best Practice 3000164',
    read: 'pathway read, BMJ through a mirror',
  },
  S22: {
    cite: 'Finucane et al. JOSPT 2020;50:350–72; Downie, BMJ 2013;347:f7095; AHCPR table NBK52120',
    read: 'abstract read, BMJ through a secondary page',
  },
  S23: { cite: 'NICE QS155 and NG59', read: 'quality standard read, drug advice through a secondary page' },
  S25: { cite: 'FDA communication on NSAIDs in pregnancy, October 2020', read: 'page read' },
  S26: {
    cite: 'Ibuprofen US Drug Facts, and NHS advice on ibuprofen',
    read: 'read through secondary pages',
  },
  S27: { cite: 'Narouze et al. RAPM 2018;43:225', read: 'class table read through a secondary page' },
  S28: { cite: 'Poisoning & Drug Overdose, table II-2', read: 'read through a copy' },
  S29: {
    cite: 'eTG on local steroid adverse effects; Benzon et al. RAPM 2024, doi 10.1136/rapm-2024-105593',
    read: 'eTG read through a mirror',
  },
  S31: { cite: 'Laslett et al. Man Ther 2005;10:207–18', read: 'abstract read' },
  S32: { cite: 'Ostelo et al. Spine 2008', read: 'abstract read' },
  S47: { cite: 'Hansson et al. Orphanet J Rare Dis 2012;7:23', read: 'full text read' },
  S48: { cite: 'Lapi et al. BMJ 2013;346:e8525', read: 'abstract read' },
  S49: {
    cite: 'eTG paracetamol advice; JRCALC 2016 note; US label, 4 g a day',
    read: 'read through a mirror and secondary pages',
  },
} as const satisfies Record<string, { readonly cite: string; readonly read: string }>
export type SourceId = keyof typeof SOURCES

/** "S26: Ibuprofen US Drug Facts … (read through secondary pages)". */
export const sourceWords = (id: SourceId): string => `${id}: ${SOURCES[id].cite} (${SOURCES[id].read})`
