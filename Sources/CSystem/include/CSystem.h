#ifndef CSYSTEM_H
#define CSYSTEM_H

#include "background.h"
#include "checksum.h"
#include "files.h"
#include "gunzip.h"
#include "process.h"
#include "reactor.h"
#include "supervision.h"
#include "transfer.h"
#include "wrapper.h"

#endif
