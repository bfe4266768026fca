-- Who has paused a process type, the pilot of a run, and what people are told.

-- A pause whose end has passed counts no more; the row stays until the next pause or resumption.
CREATE TABLE CO_DS_PAUSA (
  PAUS_PROCESSTYPE varchar(200) NOT NULL,
  PAUS_MOTIVO varchar(2000) NOT NULL,
  PAUS_USUARIO varchar(100) NOT NULL,
  PAUS_DESDE timestamptz NOT NULL,
  PAUS_HASTA timestamptz,
  CONSTRAINT PK_CO_DS_PAUSA PRIMARY KEY (PAUS_PROCESSTYPE)
);

ALTER TABLE CO_DS_AUDITORIA ADD COLUMN AUDI_DETALLE varchar(2000);

ALTER TABLE CO_EVENTOSCARGASINCCONTROL ADD COLUMN COES_PILOTO varchar(20);

-- One row for each change and destination. It is written in the transaction of the change, so that
-- a crash loses none; the unique rule keeps two nodes from telling the same change twice.
CREATE TABLE CO_DS_AVISOS (
  AVIS_AVISOID bigint GENERATED ALWAYS AS IDENTITY,
  AVIS_CLAVE varchar(100) NOT NULL,
  AVIS_DESTINO varchar(40) NOT NULL,
  AVIS_EVENTO varchar(40) NOT NULL,
  AVIS_PROCESSTYPE varchar(200) NOT NULL,
  AVIS_CUERPO text NOT NULL,
  AVIS_ESTADO varchar(20) NOT NULL,
  AVIS_INTENTOS integer DEFAULT 0 NOT NULL,
  AVIS_CREADO timestamptz NOT NULL,
  AVIS_PROXIMO timestamptz NOT NULL,
  AVIS_TERMINADO timestamptz,
  AVIS_ERROR varchar(1000),
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
