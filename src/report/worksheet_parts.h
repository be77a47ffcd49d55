#ifndef BCA_REPORT_WORKSHEET_PARTS_H
#define BCA_REPORT_WORKSHEET_PARTS_H

#include "report/template.h"
#include "report/worksheet.h"

/* What the files of the worksheet's LaTeX share. */

typedef enum bca_sheet_part {
    BCA_SHEET_FRAME, /* the front page, and places for the rest */
    BCA_SHEET_LAYOUT,
    BCA_SHEET_PROGRAM,
    BCA_SHEET_PARTS
} bca_sheet_part;

/* The context of every slot. program is that of the part being written, or NULL. */
typedef struct bca_sheet {
    const bca_worksheet *worksheet;
    const bca_annual_facts *facts;
    const bca_file *templates; /* [BCA_SHEET_PARTS] */
    const bca_worksheet_program *program;
} bca_sheet;

/* Fill in the template of a part; the slots must be those of the part. */
void bca_sheet_write(const bca_sheet *sheet, bca_sheet_part part, FILE *out);

bca_slots bca_sheet_frame_slots(void);
bca_slots bca_sheet_layout_slots(void);
bca_slots bca_sheet_program_slots(void);

#endif
