-- Who has paused a process type, the pilot of a run, and what people are told.
--
-- Oracle commits each of these statements by itself. Should one fail: remove its cause, run it and
-- those after it by hand, and set "success" to 1 in version 11 of "flyway_schema_history".

-- A pause whose end has passed counts no more; the row stays until the next pause or resumption.
CREATE TABLE CO_DS_PAUSA (
  PAUS_PROCESSTYPE VARCHAR2(200) NOT NULL,
  PAUS_MOTIVO VARCHAR2(2000) NOT NULL,
  PAUS_USUARIO VARCHAR2(100) NOT NULL,
  PAUS_DESDE TIMESTAMP WITH TIME ZONE NOT NULL,
  PAUS_HASTA TIMESTAMP WITH TIME ZONE,
  CONSTRAINT PK_CO_DS_PAUSA PRIMARY KEY (PAUS_PROCESSTYPE)
);

ALTER TABLE CO_DS_AUDITORIA ADD (
  AUDI_DETALLE VARCHAR2(2000)
);

ALTER TABLE CO_EVENTOSCARGASINCCONTROL ADD (
  COES_PILOTO VARCHAR2(20)
);

-- One row for each change and destination. It is written in the transaction of the change, so that
-- a crash loses none; the unique rule keeps two nodes from telling the same change twice.
CREATE TABLE CO_DS_AVISOS (
  AVIS_AVISOID NUMBER(19) GENERATED ALWAYS AS IDENTITY,
  AVIS_CLAVE VARCHAR2(100) NOT NULL,
  AVIS_DESTINO VARCHAR2(40) NOT NULL,
  AVIS_EVENTO VARCHAR2(40) NOT NULL,
  AVIS_PROCESSTYPE VARCHAR2(200) NOT NULL,
  AVIS_CUERPO CLOB NOT NULL,
  AVIS_ESTADO VARCHAR2(20) NOT NULL,
  AVIS_INTENTOS NUMBER(10) DEFAULT 0 NOT NULL,
  AVIS_CREADO TIMESTAMP WITH TIME ZONE NOT NULL,
  AVIS_PROXIMO TIMESTAMP WITH TIME ZONE NOT NULL,
  AVIS_TERMINADO TIMESTAMP WITH TIME ZONE,
  AVIS_ERROR VARCHAR2(1000),
  CONSTRAINT PK_CO_DS_AVISOS PRIMARY KEY (AVIS_AVISOID),
  CONSTRAINT UQ_AVIS_CLAVE UNIQUE (AVIS_CLAVE, AVIS_DESTINO)
);

CREATE INDEX IX_AVIS_ESTADO ON CO_DS_AVISOS (AVIS_ESTADO, AVIS_CREADO);

COMMENT ON TABLE CO_DS_PAUSA IS 'Quien puso en pausa un proceso, por que y hasta cuando';
COMMENT ON COLUMN CO_DS_PAUSA.PAUS_HASTA IS 'Nulo: hasta que alguien la reanude';
COMMENT ON COLUMN CO_DS_AUDITORIA.AUDI_DETALLE IS 'El motivo que dio quien lo hizo, si dio uno';
COMMENT ON COLUMN CO_EVENTOSCARGASINCCONTROL.COES_PILOTO IS 'EN_CURSO, APROBADO o RECHAZADO; nulo sin piloto';
COMMENT ON TABLE CO_DS_AVISOS IS 'Lo que se avisa a las personas: un renglon por cambio y destino';
COMMENT ON COLUMN CO_DS_AVISOS.AVIS_CLAVE IS 'El cambio del que avisa';
COMMENT ON COLUMN CO_DS_AVISOS.AVIS_DESTINO IS 'correo, o la huella de la URL';
COMMENT ON COLUMN CO_DS_AVISOS.AVIS_ESTADO IS 'PENDIENTE, ENTREGADO, FALLIDO o DESCARTADO';
COMMENT ON COLUMN CO_DS_AVISOS.AVIS_PROXIMO IS 'Antes no lo intenta nadie; un intento en curso lo aplaza';
