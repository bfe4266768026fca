package com.dealersync.dev;

/** A row of {@code CO_GM_CAMPAIGNCATALOG}, without its key. */
record Campaign(
    String sourceCodeId,
    String id,
    String name,
    String recordTypeId,
    String leadRecordType,
    String leadEnquiryType,
    String leadSource,
    String leadSourceDetails,
    String status) {

  /** In the order of the table's columns. */
  Object[] columns() {
    return new Object[] {
      sourceCodeId,
      id,
      name,
      recordTypeId,
      leadRecordType,
      leadEnquiryType,
      leadSource,
      leadSourceDetails,
      status
    };
  }
}
