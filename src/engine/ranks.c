#include "engine/ranks.h"

#ifdef BCA_WITH_MPI

#include <stdlib.h>

#include <mpi.h>

/* Whether this process is one of several: MPI is begun by bca_ranks_join alone. */
static bool
joined(void)
{
    int begun = 0;
    int ended = 0;

    (void)MPI_Initialized(&begun);
    (void)MPI_Finalized(&ended);
    return begun && !ended;
}

/* Beginning MPI takes a third of a second: only where mpirun asked for it. */
void
bca_ranks_join(void)
{
    static const char *const marks[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE",
                                        "PMIX_RANK"};
    int provided;

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (getenv(marks[i]) != NULL) {
            (void)MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
            return;
        }
    }
}

void
bca_ranks_leave(void)
{
    if (joined())
        (void)MPI_Finalize();
}

int
bca_ranks_mine(void)
{
    int rank = 0;

    if (joined())
        (void)MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return rank;
}

int
bca_ranks_count(void)
{
    int count = 1;

    if (joined())
        (void)MPI_Comm_size(MPI_COMM_WORLD, &count);
    return count;
}

void
bca_ranks_tell(void *data, size_t size, int root)
{
    const size_t most = (size_t)1 << 30; /* bytes of one message: an int counts them */
    char *bytes = data;

    while (joined() && size > 0) {
        const size_t part = size < most ? size : most;

        (void)MPI_Bcast(bytes, (int)part, MPI_BYTE, root, MPI_COMM_WORLD);
        bytes += part;
        size -= part;
    }
}

bca_status
bca_ranks_agree(bca_status mine, bca_error *err)
{
    bca_error spare = {.status = mine};
    bca_error *words = err != NULL ? err : &spare;
    int first = mine == BCA_OK ? bca_ranks_count() : bca_ranks_mine();

    if (bca_ranks_count() == 1)
        return mine;
    (void)MPI_Allreduce(MPI_IN_PLACE, &first, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
    if (first == bca_ranks_count())
        return BCA_OK;
    bca_ranks_tell(&mine, sizeof mine, first);
    bca_ranks_tell(words, sizeof *words, first);
    return mine;
}

#else

void
bca_ranks_join(void)
{
}

void
bca_ranks_leave(void)
{
}

int
bca_ranks_mine(void)
{
    return 0;
}

int
bca_ranks_count(void)
{
    return 1;
}

void
bca_ranks_tell(void *data, size_t size, int root)
{
    (void)data;
    (void)size;
    (void)root;
}

bca_status
bca_ranks_agree(bca_status mine, bca_error *err)
{
    (void)err;
    return mine;
}

#endif
